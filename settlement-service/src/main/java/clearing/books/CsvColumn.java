package clearing.books;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of one target: a column of the file, before a constant, before nothing; then the mapping's own words. */
final class CsvColumn {
    private static final int NONE = -1;

    private final RowSource rows;
    private final TableRow row;
    private final String name;
    private final Map<String, String> words;
    private final int position;
    private final String constant;
    private final Meaning<String> texts;

    /** @param position of the column, or -1 when the constant stands for it */
    private CsvColumn(RowSource rows, CsvMapping mapping, CsvTarget target, int position) {
        this.rows = rows;
        this.row = rows.row();
        this.position = position;
        name = mapping.columns().getOrDefault(target, target.key());
        words = mapping.values().getOrDefault(target, Map.of());
        constant = inOurWords(mapping.constants().getOrDefault(target, ""));
        texts = meaning(text -> text);
    }

    static CsvColumn at(RowSource rows, CsvMapping mapping, CsvTarget target, int position) {
        return new CsvColumn(rows, mapping, target, position);
    }

    static CsvColumn constant(RowSource rows, CsvMapping mapping, CsvTarget target) {
        return new CsvColumn(rows, mapping, target, NONE);
    }

    private String inOurWords(String raw) {
        return words.isEmpty() ? raw : words.getOrDefault(raw, raw);
    }

    /** Text of the field in the row last read, empty where there is none. */
    String text() {
        return position == NONE ? constant : inOurWords(row.field(position));
    }

    /** The same of a column whose texts repeat: the same object for the same text. */
    String repeated() {
        return position == NONE ? constant : texts.inRow();
    }

    boolean isEmpty() {
        return isAsWritten()
                ? row.from(position) == row.to(position)
                : repeated().isEmpty();
    }

    /** True when a row has a field of this column; rows of totals may be narrower than the header. */
    boolean isIn(TableRow of) {
        return position != NONE && position < of.width();
    }

    /** True when the field's text is what stands in the row, from {@link #from} to {@link #to}. */
    boolean isAsWritten() {
        return position != NONE && words.isEmpty();
    }

    int from() {
        return row.from(position);
    }

    int to() {
        return row.to(position);
    }

    /** What the column's texts mean, where that is a matter of the text alone. */
    <T> Meaning<T> meaning(Function<String, T> of) {
        return new Meaning<>(of);
    }

    /**
     * What the column's texts mean.
     *
     * @param <T> the meaning
     */
    final class Meaning<T> {
        private final Repeats<T> ofTexts;
        private final Function<String, T> of;
        private @Nullable T ofConstant;

        private Meaning(Function<String, T> of) {
            this.of = of;
            ofTexts = new Repeats<>(raw -> of.apply(inOurWords(raw)));
        }

        /** What the row last read means; the same object for the same text. */
        T inRow() {
            if (position != NONE) {
                return ofTexts.of(row.text(), row.from(position), row.to(position));
            }
            T known = ofConstant;
            if (known == null) {
                known = of.apply(constant);
                ofConstant = known;
            }
            return known;
        }
    }

    String required(String text) {
        if (text.isEmpty()) {
            throw problem(ProblemCode.FIELD_MISSING, "The field " + name + " is empty.");
        }
        return text;
    }

    /** A text of an identifier's length. */
    String bounded(String text, int max) {
        if (text.length() > max) {
            throw problem(ProblemCode.FIELD_TOO_LONG, "The field has at most " + max + " characters.");
        }
        return text;
    }

    /** Where the field begins, or the row where a constant stands for it. */
    Location location() {
        return rows.location(Math.max(position, 0));
    }

    /** Name of the column, or of the target where a constant stands for it. */
    String name() {
        return name;
    }

    BooksException problem(ProblemCode code, String sentence) {
        return new BooksException(code, location(), name, sentence);
    }
}
