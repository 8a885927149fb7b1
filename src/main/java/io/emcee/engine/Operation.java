package io.emcee.engine;

import io.emcee.revision.Phase;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the operator asks for. */
public enum Operation {
    EXPAND,
    MIGRATE,
    CONTRACT,
    /** All phases up to a version. */
    UPGRADE,
    /** As upgrade; takes a database under control first. */
    SYNC;

    /** The phases whose revisions it applies. */
    public Set<Phase> phases() {
        return switch (this) {
            case EXPAND -> EnumSet.of(Phase.BASE, Phase.EXPAND);
            case MIGRATE -> EnumSet.of(Phase.MIGRATE);
            case CONTRACT -> EnumSet.of(Phase.CONTRACT);
            case UPGRADE, SYNC -> EnumSet.allOf(Phase.class);
        };
    }

    /** As on the command line: {@code expand}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As a sentence begins: {@code Expand}. */
    String title() {
        return name().charAt(0) + word().substring(1);
    }
}
