package clearing.settlement.matching;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for PostgreSQL's COPY in binary form, sent while they are written: the database takes the first of them in as the later ones
 * are put together. Between the first {@link #row} and {@link #finish} the connection takes no other statement. Values stand in the
 * order of the columns, as {@code COPY ... (FORMAT binary)} of the PostgreSQL manual has them.
 */
public final class BinaryRows implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int CHUNK = 1 << 16;
    private static final int TEXT = 25;
    private static final long DAY_ZERO = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long SECOND_ZERO = DAY_ZERO * 24 * 60 * 60;
    private static final int MICROS = 1_000_000;
    private static final int LARGEST_CHAR = 3;

    private final Connection connection;
    private final String statement;
    private final int columns;
    private byte[] buffer = new byte[CHUNK + (CHUNK >> 1)];
    private int at;
    private @Nullable CopyIn copy;

    /**
     * @param table its name, a constant of the program
     * @param columns their names, constants of the program
     */
    public BinaryRows(Connection connection, String table, String columns) {
        this.connection = connection;
        this.statement = "copy " + table + " (" + columns + ") from stdin with (format binary)";
        this.columns = columns.split(",", -1).length;
    }

    /** Begins a row; as many values as there are columns follow. */
    public BinaryRows row() throws SQLException {
        CopyIn open = copy;
        if (open == null) {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
            at = SIGNATURE.length;
            put4(0);
            put4(0);
        } else if (at >= CHUNK) {
            open.writeToCopy(buffer, 0, at);
            at = 0;
        }
        put2(columns);
        return this;
    }

    public BinaryRows nothing() {
        put4(-1);
        return this;
    }

    public BinaryRows int2(int value) {
        put4(Short.BYTES);
        put2(value);
        return this;
    }

    public BinaryRows int4(int value) {
        put4(Integer.BYTES);
        put4(value);
        return this;
    }

    public BinaryRows int8(long value) {
        put4(Long.BYTES);
        put8(value);
        return this;
    }

    /** Null for 0. */
    BinaryRows number(long rowNumber) {
        return rowNumber == 0 ? nothing() : int8(rowNumber);
    }

    public BinaryRows bool(boolean value) {
        put4(1);
        room(1);
        buffer[at++] = (byte) (value ? 1 : 0);
        return this;
    }

    public BinaryRows date(LocalDate day) {
        return int4(Math.toIntExact(day.toEpochDay() - DAY_ZERO));
    }

    public BinaryRows timestamp(Instant time) {
        long micros = (time.getNano() + 500L) / 1_000;
        return int8(Math.addExact(Math.multiplyExact(time.getEpochSecond() - SECOND_ZERO, (long) MICROS), micros));
    }

    public BinaryRows text(String text) {
        room(Integer.BYTES + text.length() * LARGEST_CHAR);
        int start = at;
        at += Integer.BYTES;
        encode(text);
        endField(start);
        return this;
    }

    /** Null for none. */
    public BinaryRows text(Optional<String> text) {
        return text.isPresent() ? text(text.get()) : nothing();
    }

    /** A bytea. */
    public BinaryRows bytes(byte[] value) {
        put4(value.length);
        room(value.length);
        System.arraycopy(value, 0, buffer, at, value.length);
        at += value.length;
        return this;
    }

    /** JSON as jsonb. */
    BinaryRows json(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        put4(1 + bytes.length);
        room(1 + bytes.length);
        buffer[at++] = 1;
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
        return this;
    }

    BinaryRows texts(List<String> all) {
        int start = at;
        put4(0);
        put4(all.isEmpty() ? 0 : 1);
        put4(0);
        put4(TEXT);
        if (!all.isEmpty()) {
            put4(all.size());
            put4(1);
        }
        all.forEach(this::text);
        endField(start);
        return this;
    }

    /** Writes the length of a value before it, where room was left. */
    private void endField(int start) {
        int end = at;
        at = start;
        put4(end - start - Integer.BYTES);
        at = end;
    }

    private void encode(String text) {
        int start = at;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(bytes, 0, buffer, start, bytes.length);
                at = start + bytes.length;
                return;
            }
            buffer[at++] = (byte) c;
        }
    }

    private void put2(int value) {
        room(Short.BYTES);
        buffer[at++] = (byte) (value >>> 8);
        buffer[at++] = (byte) value;
    }

    private void put4(int value) {
        room(Integer.BYTES);
        buffer[at] = (byte) (value >>> 24);
        buffer[at + 1] = (byte) (value >>> 16);
        buffer[at + 2] = (byte) (value >>> 8);
        buffer[at + 3] = (byte) value;
        at += Integer.BYTES;
    }

    private void put8(long value) {
        put4((int) (value >>> 32));
        put4((int) value);
    }

    private void room(int more) {
        if (at + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, at + more));
        }
    }

    /** Sends what is left and waits until the database has all rows; without a row it does nothing. */
    public void finish() throws SQLException {
        CopyIn open = copy;
        if (open == null) {
            return;
        }
        put2(-1);
        open.writeToCopy(buffer, 0, at);
        open.endCopy();
        copy = null;
    }

    /** Takes back what is not finished. */
    @Override
    public void close() throws SQLException {
        CopyIn open = copy;
        copy = null;
        if (open != null && open.isActive()) {
            open.cancelCopy();
        }
    }
}
