package clearing.client.revenue.language;

import java.util.List;

/** A value of a document with the place that it stands at. */
sealed interface Node {
    Place place();

    /** In words, for faults. */
    String what();

    /** A single value as it is written: text, a number, true or false. */
    record Scalar(Place place, String text) implements Node {
        @Override
        public String what() {
            return "a single value";
        }
    }

    record Items(Place place, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }
    }

    /** @param fields in the order of the document; names are distinct */
    record Fields(Place place, List<Field> fields) implements Node {
        public Fields {
            fields = List.copyOf(fields);
        }

        @Override
        public String what() {
            return "fields with values";
        }
    }

    record Field(String name, Place place, Node value) {}
}
