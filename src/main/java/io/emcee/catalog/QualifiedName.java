package io.emcee.catalog;

/** A table's schema and name, as the catalog spells them. */
public record QualifiedName(String schema, String name) {

    /** For statements. */
    public String quoted() {
        return Identifier.quote(schema) + "." + Identifier.quote(name);
    }

    /** For people. */
    @Override
    public String toString() {
        return Identifier.display(schema) + "." + Identifier.display(name);
    }
}
