package io.emcee.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A piece of a YAML document that knows its line (from 1). */
sealed interface Node {
    int line();

    <T> T fold(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping);

    /** A value as it was written; what it means is for the reader of the key to say ({@code 2024_1} is no number). */
    record Scalar(int line, String text) implements Node {
        @Override
        public <T> T fold(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return scalar.apply(this);
        }
    }

    record Sequence(int line, List<Node> items) implements Node {
        @Override
        public <T> T fold(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return sequence.apply(this);
        }
    }

    /** Keys in the order of the file. */
    record Mapping(int line, Map<String, Entry> entries) implements Node {
        @Override
        public <T> T fold(Function<Scalar, T> scalar, Function<Sequence, T> sequence, Function<Mapping, T> mapping) {
            return mapping.apply(this);
        }
    }

    /** A value and the line of its key. */
    record Entry(int line, Node value) {}
}
