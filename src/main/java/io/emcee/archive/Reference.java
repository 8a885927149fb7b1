package io.emcee.archive;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** That the rows of a table refer to those of another, pair of columns by pair. */
public record Reference(List<String> columns, QualifiedName parent, List<String> parentColumns) {
    public Reference {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    static Reference of(ForeignKey key) {
        return new Reference(key.childColumns(), key.parent(), key.parentColumns());
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("columns", columns);
        facts.put("parent_schema", parent.schema());
        facts.put("parent", parent.name());
        facts.put("parent_columns", parentColumns);
        return facts;
    }

    static Reference of(Facts facts) {
        return new Reference(
                facts.texts("columns"),
                new QualifiedName(facts.text("parent_schema"), facts.text("parent")),
                facts.texts("parent_columns"));
    }
}
