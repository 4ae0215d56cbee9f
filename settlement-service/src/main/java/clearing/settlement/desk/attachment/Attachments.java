package clearing.settlement.desk.attachment;

import clearing.kernel.codec.Bytes;
import clearing.settlement.desk.BreakFacts;
import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.DeskRefusal.Code;
import clearing.settlement.desk.History;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/** Files of breaks, kept in the member's database with their hash. They are never changed. */
public final class Attachments {
    /** Greatest size of a file in bytes. */
    public static final int MAX_BYTES = 5 << 20;

    private static final int MAX_PER_BREAK = 20;
    private static final String COLUMNS =
            "select id, name, type, size, sha256, by_whom, at from break_attachment where ";

    private final AuditLog audit;
    private final InstantSource clock;

    /** Attachments told to the audit log. */
    public Attachments(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** A file as it was attached. */
    public record Content(String name, String type, byte[] bytes) {}

    /**
     * Attaches a file.
     *
     * @throws DeskRefusal when the name, the size or the content is not taken, or the break has too many
     */
    public JsonObject attach(Connection connection, String by, long breakId, String name, byte[] content)
            throws SQLException {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()-]{0,119}") || name.contains("..")) {
            throw DeskRefusal.invalid("fileName", "A file name has letters, digits, spaces and . _ - ( ) only.");
        }
        if (content.length > MAX_BYTES) {
            throw DeskRefusal.of(Code.TOO_LARGE, "A file has at most " + MAX_BYTES + " bytes.");
        }
        if (content.length == 0) {
            throw DeskRefusal.invalid("body", "The file is empty.");
        }
        BreakFacts.locked(connection, breakId);
        String type = FileType.of(content)
                .orElseThrow(() -> DeskRefusal.of(
                        Code.FILE_TYPE, "The file is no PDF, PNG, JPEG, OOXML or ZIP, and no plain text in UTF-8."));
        if (Rows.number(connection, "select count(*) from break_attachment where break_id = ?", breakId)
                >= MAX_PER_BREAK) {
            throw DeskRefusal.of(Code.CONFLICT, "A break has at most " + MAX_PER_BREAK + " attachments.");
        }
        byte[] hash = Bytes.sha256(content);
        long id = Rows.number(
                connection,
                "insert into break_attachment (break_id, name, type, size, sha256, content, by_whom, at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) returning id",
                breakId,
                name,
                type,
                content.length,
                hash,
                content,
                by,
                clock.instant());
        String told = name + " " + HexFormat.of().formatHex(hash);
        History.note(connection, breakId, clock.instant(), by, "ATTACHED", told);
        audit.append(connection, by, "BREAK_ATTACHED", "break " + breakId, told);
        return Rows.first(connection, COLUMNS + "id = ?", List.of(id), Attachments::json)
                .orElseThrow(() -> new IllegalStateException("attachment " + id + " is gone"));
    }

    /** The files of a break, oldest first. */
    public static JsonArray of(Connection connection, long breakId) throws SQLException {
        JsonArray all = new JsonArray();
        Rows.list(connection, COLUMNS + "break_id = ? order by id", List.of(breakId), Attachments::json)
                .forEach(all::add);
        return all;
    }

    /** A file. */
    public static Content content(Connection connection, long breakId, long id) throws SQLException {
        return Rows.first(
                        connection,
                        "select name, type, content from break_attachment where id = ? and break_id = ?",
                        List.of(id, breakId),
                        row -> new Content(row.getString(1), row.getString(2), row.getBytes(3)))
                .orElseThrow(() -> DeskRefusal.of(Code.NOT_FOUND, "The attachment does not exist."));
    }

    private static JsonObject json(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("id", row.getLong("id"))
                .put("name", row.getString("name"))
                .put("type", row.getString("type"))
                .put("size", row.getInt("size"))
                .put("sha256", HexFormat.of().formatHex(row.getBytes("sha256")))
                .put("by", row.getString("by_whom"))
                .put("at", Rows.instant(row, "at").toString());
    }
}
