package io.emcee.lint;

import io.emcee.lint.Lock.On;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement, or one action of it, does to one table: a row of the table of locks with the names filled in.
 *
 * @param table what it names; for what locks no table the object
 * @param locks all it takes, with those on other tables
 * @param remarks what is to say beside the row's own rules
 */
record Effect(Row row, Name table, List<Lock> locks, List<Remark> remarks) {
    /** A rule that speaks because of this one statement, and the rule's detail. */
    record Remark(Rule rule, String detail) {}

    Effect {
        locks = List.copyOf(locks);
        remarks = List.copyOf(remarks);
    }

    /** The row on a table, with no other table touched. */
    static Effect of(Row row, Name table) {
        return of(row, table, On.TABLE);
    }

    /** The row on an index or another object. */
    static Effect of(Row row, Name table, On on) {
        List<Lock> own = row.lock() == LockMode.NONE ? List.of() : List.of(new Lock(row.lock(), table, on));
        Effect effect = new Effect(row, table, own, List.of());
        return row.work() == Work.REWRITE ? effect.and(LockMode.ACCESS_EXCLUSIVE, table, On.INDEXES) : effect;
    }

    Effect and(LockMode mode, Name other, On on) {
        List<Lock> all = new ArrayList<>(locks);
        all.add(new Lock(mode, other, on));
        return new Effect(row, table, all, remarks);
    }

    /** With the row's other lock on each of these. */
    Effect andOthers(Iterable<Name> others, On on) {
        Effect effect = this;
        for (Name other : others) {
            effect = effect.and(row.other(), other, on);
        }
        return effect;
    }

    Effect remark(Rule rule, String detail) {
        List<Remark> all = new ArrayList<>(remarks);
        all.add(new Remark(rule, detail));
        return new Effect(row, table, locks, all);
    }

    Effect remarkIf(boolean condition, Rule rule, String detail) {
        return condition ? remark(rule, detail) : this;
    }
}
