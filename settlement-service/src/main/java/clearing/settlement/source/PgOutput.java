package clearing.settlement.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages of PostgreSQL's logical replication, protocol version 1 of the plugin pgoutput: rows inserted or updated as texts by
 * column, and the ends of transactions. The protocol is in PostgreSQL's documentation, "Logical Replication Message Formats".
 */
final class PgOutput {
    private static final int BOOL = 16;
    private static final int TIMESTAMP = 1114;
    private static final int TIMESTAMPTZ = 1184;
    private static final int DAY = 10;

    private final Map<Integer, Relation> relations = new HashMap<>();

    private record Relation(String schema, String table, List<String> names, List<Integer> types) {}

    /** What a message says. */
    sealed interface Message {
        /** A transaction ends there. */
        record Commit(long end) implements Message {}

        /** A row as it is now. */
        record Row(String schema, String table, Map<String, String> values) implements Message {}

        /** Rows of the table were removed. */
        record Removed(String schema, String table) implements Message {}

        /** Nothing for us. */
        record Other() implements Message {}
    }

    /** Reads one message; the reader remembers what columns tables have. */
    Message read(ByteBuffer in) {
        char type = (char) in.get();
        return switch (type) {
            case 'C' -> {
                in.get();
                in.getLong();
                yield new Message.Commit(in.getLong());
            }
            case 'R' -> relation(in);
            case 'I', 'U' -> row(in);
            case 'D' -> {
                Relation relation = known(in.getInt());
                yield new Message.Removed(relation.schema(), relation.table());
            }
            case 'T' -> truncated(in);
            default -> new Message.Other();
        };
    }

    private Message relation(ByteBuffer in) {
        int id = in.getInt();
        String schema = text(in);
        String table = text(in);
        in.get();
        int columns = in.getShort();
        List<String> names = new ArrayList<>(columns);
        List<Integer> types = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            in.get();
            names.add(text(in));
            types.add(in.getInt());
            in.getInt();
        }
        relations.put(id, new Relation(schema.isEmpty() ? "pg_catalog" : schema, table, names, types));
        return new Message.Other();
    }

    private Message row(ByteBuffer in) {
        Relation relation = known(in.getInt());
        char part = (char) in.get();
        if (part == 'K' || part == 'O') {
            tuple(in, relation);
            part = (char) in.get();
        }
        if (part != 'N') {
            throw new IllegalStateException("a change of " + relation.table() + " without its new row");
        }
        return new Message.Row(relation.schema(), relation.table(), tuple(in, relation));
    }

    private Message truncated(ByteBuffer in) {
        int tables = in.getInt();
        in.get();
        return tables > 0
                ? Optional.ofNullable(relations.get(in.getInt()))
                        .<Message>map(relation -> new Message.Removed(relation.schema(), relation.table()))
                        .orElseGet(Message.Other::new)
                : new Message.Other();
    }

    private static Map<String, String> tuple(ByteBuffer in, Relation relation) {
        int columns = in.getShort();
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < columns; i++) {
            char kind = (char) in.get();
            String value = "";
            if (kind == 't') {
                byte[] bytes = new byte[in.getInt()];
                in.get(bytes);
                value = converted(
                        new String(bytes, StandardCharsets.UTF_8),
                        relation.types().get(i));
            }
            values.put(relation.names().get(i), value);
        }
        return values;
    }

    /** As a query's rows are: true and false, and the day of a time. */
    private static String converted(String text, int type) {
        return switch (type) {
            case BOOL -> text.equals("t") ? "true" : "false";
            case TIMESTAMP, TIMESTAMPTZ -> text.length() > DAY ? text.substring(0, DAY) : text;
            default -> text;
        };
    }

    private Relation known(int id) {
        return Optional.ofNullable(relations.get(id))
                .orElseThrow(() -> new IllegalStateException("a change of a table that was never described"));
    }

    private static String text(ByteBuffer in) {
        int start = in.position();
        int end = start;
        while (in.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        in.get(bytes);
        in.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
