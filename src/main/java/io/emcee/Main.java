package io.emcee;

/** Wires the program by hand. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("emcee");
    }
}
