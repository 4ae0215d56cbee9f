package clearing.settlement.matching;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Rows for PostgreSQL's COPY in text form: the quick way in for many rows, in the caller's transaction. */
public final class CopyRows {
    private final String statement;
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream(1 << 14);
    private int count;

    /**
     * @param table its name, a constant of the program
     * @param columns their names, constants of the program
     */
    public CopyRows(String table, String columns) {
        this.statement = "copy " + table + " (" + columns + ") from stdin";
    }

    /** Adds a row; an empty Optional is null, byte[] is bytea, a list of texts is text[]. */
    public void add(Object... values) {
        StringBuilder row = new StringBuilder(128);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                row.append('\t');
            }
            append(row, values[i]);
        }
        row.append('\n');
        rows.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        count++;
    }

    /** Number of rows added. */
    public int count() {
        return count;
    }

    /** Sends the rows. */
    public void write(Connection connection) throws SQLException {
        if (count == 0) {
            return;
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new ByteArrayInputStream(rows.toByteArray()));
        } catch (IOException e) {
            throw new SQLException("rows could not be sent", e);
        }
    }

    private static void append(StringBuilder row, Object value) {
        switch (value) {
            case Optional<?> optional -> {
                if (optional.isPresent()) {
                    append(row, optional.get());
                } else {
                    row.append("\\N");
                }
            }
            case byte[] bytes -> row.append("\\\\x").append(HexFormat.of().formatHex(bytes));
            case Boolean flag -> row.append(flag ? 't' : 'f');
            case List<?> texts -> escape(row, array(texts));
            default -> escape(row, value.toString());
        }
    }

    private static String array(List<?> texts) {
        StringBuilder array = new StringBuilder("{");
        for (Object text : texts) {
            if (array.length() > 1) {
                array.append(',');
            }
            array.append('"')
                    .append(text.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    private static void escape(StringBuilder row, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> row.append("\\\\");
                case '\t' -> row.append("\\t");
                case '\n' -> row.append("\\n");
                case '\r' -> row.append("\\r");
                default -> row.append(c);
            }
        }
    }
}
