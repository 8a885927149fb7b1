package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.TestDatabase;

/** The cycle as Glance's documentation tells it: the version after each revision. */
public final class BexarProgression {
    private BexarProgression() {}

    /** Takes an empty database through it. */
    public static void assertFollowed(TestDatabase database) {
        Engines bexar = Engines.of(database, "bexar");
        for (String row : """
                EXPAND bexar_expand01: bexar_expand01
                EXPAND bexar_expand02: bexar_expand02
                EXPAND bexar_expand03: bexar_expand03
                MIGRATE bexar_migrate01: bexar_expand03
                MIGRATE bexar_migrate02: bexar_expand03
                MIGRATE bexar_migrate03: bexar_expand03
                CONTRACT bexar_contract01: bexar_expand03, bexar_contract01
                CONTRACT bexar_contract02: bexar_expand03, bexar_contract02
                CONTRACT bexar_contract03: bexar_expand03, bexar_contract03
                """.lines().toList()) {
            String[] words = row.split(": | ", 3);
            assertEquals(
                    words[2], bexar.run(Operation.valueOf(words[0]), words[1]).version(), row);
        }
    }
}
