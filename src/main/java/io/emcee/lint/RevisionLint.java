package io.emcee.lint;

import io.emcee.revision.Phase;
import io.emcee.script.Part;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at the statements of one revision, in their transactions. */
final class RevisionLint {
    private static final int SHOWN = 80;

    private final World world;
    private final Grammar grammar;
    private final Script script;
    private final Waivers waivers;
    private final List<StatementReport> statements = new ArrayList<>();
    private Held held = new Held();

    RevisionLint(World world, Script script) {
        this.world = world;
        this.grammar = new Grammar(world);
        this.script = script;
        this.waivers = new Waivers(script.waivers());
    }

    RevisionReport read() {
        world.nextRevision();
        for (Part part : script.parts()) {
            world.nextTransaction();
            held = new Held();
            for (Statement statement : part.statements()) {
                read(statement.sql(), statement.line(), part.number());
            }
        }
        script.migration().ifPresent(rows -> read(rows.statement(), 0, 0));
        return new RevisionReport(script.revision(), script.file(), statements, waivers.findings());
    }

    private void read(String sql, int line, int part) {
        List<Token> tokens = Token.all(sql);
        List<Finding> findings = new ArrayList<>();
        List<Lock> locks = new ArrayList<>();
        Work work = Work.NOTHING;
        try {
            for (Effect effect : grammar.read(tokens)) {
                findings.addAll(findings(effect, line));
                if (!world.fresh(effect.table())) {
                    work = work.compareTo(effect.row().work()) < 0
                            ? effect.row().work()
                            : work;
                }
                locks.addAll(effect.locks());
            }
        } catch (NotUnderstood unknown) {
            findings.add(notUnderstood(tokens, line, unknown));
        }
        String shown = shown(sql.substring(tokens.get(0).begin()));
        statements.add(
                new StatementReport(shown, line, part, strongest(locks), work, waivers.apply(distinct(findings))));
    }

    /** One statement may do the same to a table several times. */
    private static List<Finding> distinct(List<Finding> findings) {
        return findings.stream().distinct().toList();
    }

    private List<Finding> findings(Effect effect, int line) {
        Phase phase = script.revision().phase();
        List<Finding> findings = new ArrayList<>();
        boolean fresh = world.fresh(effect.table());
        Sentences sentences = new Sentences(world, effect, line);
        for (Rule rule : effect.row().rules()) {
            if (rule.speaksIn(phase) && !(fresh && rule.aboutRows())) {
                findings.add(sentences.finding(rule, ""));
            }
        }
        for (Effect.Remark remark : effect.remarks()) {
            if (remark.rule().speaksIn(phase) && !(fresh && remark.rule().aboutRows())) {
                findings.add(sentences.finding(remark.rule(), remark.detail()));
            }
        }
        held.findings(effect, fresh).forEach(remark -> findings.add(sentences.finding(remark.rule(), remark.detail())));
        return findings;
    }

    private Finding notUnderstood(List<Token> tokens, int line, NotUnderstood unknown) {
        String sentence = "\"" + tokens.stream().limit(4).map(Token::text).collect(Collectors.joining(" "))
                + "\" is not understood (" + unknown.getMessage()
                + "): what it locks and does is not known; look it up, or rehearse it";
        return new Finding(Rule.NOT_UNDERSTOOD, Rule.NOT_UNDERSTOOD.severity(), line, sentence, Optional.empty());
    }

    /** Of each table the strongest lock, in the order in which they are taken; none on new tables. */
    private List<Lock> strongest(List<Lock> locks) {
        Map<String, Lock> kept = new LinkedHashMap<>();
        for (Lock lock : locks) {
            boolean indexes = lock.on() == Lock.On.INDEXES;
            if (!world.fresh(lock.table())) {
                kept.merge(
                        lock.table() + (indexes ? " indexes" : ""),
                        lock,
                        (one, other) -> one.mode().compareTo(other.mode()) >= 0 ? one : other);
            }
        }
        return List.copyOf(kept.values());
    }

    private static String shown(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 3) + "...";
    }
}
