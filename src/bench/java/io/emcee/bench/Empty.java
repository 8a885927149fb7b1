package io.emcee.bench;

/** What a JVM needs to start. */
public final class Empty {
    private Empty() {}

    public static void main(String[] arguments) {
        System.out.println();
    }
}
