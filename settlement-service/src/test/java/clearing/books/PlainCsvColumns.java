package clearing.books;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where in a row each target of a mapping stands, looked up for each field. */
final class PlainCsvColumns {
    private final CsvMapping mapping;
    private final int width;
    private final Map<CsvTarget, Integer> positions = new EnumMap<>(CsvTarget.class);

    PlainCsvColumns(CsvMapping mapping, List<PlainCsvReader.Field> header) {
        this.mapping = mapping;
        this.width = header.size();
        List<String> names = new ArrayList<>(width);
        for (PlainCsvReader.Field field : header) {
            names.add(field.text().strip());
        }
        mapping.columns().forEach((target, name) -> {
            int position = names.indexOf(name);
            if (position < 0 || names.lastIndexOf(name) != position) {
                throw new BooksException(
                        ProblemCode.COLUMN_UNKNOWN,
                        position < 0
                                ? header.getFirst().location()
                                : header.get(names.lastIndexOf(name)).location(),
                        name,
                        "The header has "
                                + (position < 0 ? "no column " : "more than one column ")
                                + Texts.quote(name) + " for " + target.key() + ".");
            }
            positions.put(target, position);
        });
    }

    static boolean isHeader(CsvMapping mapping, List<PlainCsvReader.Field> row) {
        List<String> names = row.stream().map(field -> field.text().strip()).toList();
        return names.containsAll(mapping.columns().values());
    }

    /** A row of the header's width, or with nothing behind it. */
    CsvRow row(List<PlainCsvReader.Field> fields) {
        boolean more = fields.size() > width
                && fields.subList(width, fields.size()).stream()
                        .allMatch(field -> field.text().isBlank());
        if (fields.size() != width && !more) {
            throw new BooksException(
                    ProblemCode.ROW_WIDTH,
                    fields.getFirst().location(),
                    "",
                    "The row has " + fields.size() + " fields, the header " + width + ".");
        }
        return new CsvRow(fields);
    }

    /** The fields of one row by target: column before constant, then the mapping's own words. */
    final class CsvRow {
        private final List<PlainCsvReader.Field> fields;

        private CsvRow(List<PlainCsvReader.Field> fields) {
            this.fields = fields;
        }

        String text(CsvTarget target) {
            Integer position = positions.get(target);
            String raw = position == null
                    ? mapping.constants().getOrDefault(target, "")
                    : fields.get(position).text().strip();
            return mapping.values().getOrDefault(target, Map.of()).getOrDefault(raw, raw);
        }

        String required(CsvTarget target) {
            String text = text(target);
            if (text.isEmpty()) {
                throw problem(ProblemCode.FIELD_MISSING, target, "The field " + name(target) + " is empty.");
            }
            return text;
        }

        Location location(CsvTarget target) {
            Integer position = positions.get(target);
            return fields.get(position == null ? 0 : position).location();
        }

        int line() {
            return fields.getFirst().location().line();
        }

        /** Name of the column, or of the target where a constant stands for it. */
        String name(CsvTarget target) {
            return mapping.columns().getOrDefault(target, target.key());
        }

        BooksException problem(ProblemCode code, CsvTarget target, String sentence) {
            return new BooksException(code, location(target), name(target), sentence);
        }
    }
}
