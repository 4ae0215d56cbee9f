package clearing.settlement.errand;

import clearing.client.proof.Salts;
import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.BreakId;
import clearing.settlement.store.Rows;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A comment of the desk, for the other side of a shared break. The ledger gets its salted hash, made as {@code clearing break comment} makes
 * it, and its words only where the author wants all members to read them. The author's name stays with the member.
 *
 * @param brk the desk's break
 * @param line of its history
 * @param shared the break on the ledger
 * @param salt what the counterparty needs besides the text, to hold it against the hash
 * @param hash SHA-256 of salt and text in UTF-8
 * @param words what all members can read, or empty
 */
public record BreakComment(long brk, long line, BreakId shared, Blob salt, Blob hash, String words) implements Errand {
    /** The longest words. */
    public static final int MAX_WORDS = 200;

    /** Under a fresh salt. */
    public static BreakComment of(
            long brk, long line, BreakId shared, String text, boolean inWords, SecureRandom random) {
        byte[] salt = new byte[Salts.SALT_BYTES];
        random.nextBytes(salt);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] hash = Bytes.sha256(new ByteWriter(salt.length + content.length)
                .fixed(salt)
                .fixed(content)
                .toBytes());
        return new BreakComment(brk, line, shared, Blob.of(salt), Blob.of(hash), inWords ? text : "");
    }

    /** Whether the ledger takes the text in words. */
    public static boolean isWords(String text) {
        return !text.isEmpty() && text.length() <= MAX_WORDS && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    static BreakComment of(JsonObject detail) {
        return new BreakComment(
                detail.getLong("break"),
                detail.getLong("line"),
                new BreakId(detail.getString("opener"), detail.getString("reference")),
                Blob.of(detail.getBinary("salt")),
                Blob.of(detail.getBinary("hash")),
                detail.getString("words"));
    }

    @Override
    public JsonObject detail() {
        return new JsonObject()
                .put("break", brk)
                .put("line", line)
                .put("opener", shared.opener())
                .put("reference", shared.reference())
                .put("salt", salt.bytes())
                .put("hash", hash.bytes())
                .put("words", words);
    }

    @Override
    public Kind kind() {
        return Kind.BREAK_COMMENT;
    }

    @Override
    public String subject() {
        return shared.toString();
    }

    @Override
    public Command command() {
        return new ReconcileCommand.CommentBreak(shared, hash, words);
    }

    @Override
    public Optional<Place> onLedger(Connection connection, String member) throws SQLException {
        return Rows.first(
                connection,
                "select block, tx_id from shared_break_step where opener = ? and reference = ? and step = 'COMMENTED'"
                        + " and by_member = ? and hash = ? order by block, tx limit 1",
                List.of(shared.opener(), shared.reference(), member, hash.bytes()),
                row -> new Place(row.getLong(1), row.getString(2)));
    }

    @Override
    public boolean mayPass(ResultCode code) {
        return code == ResultCode.SHARED_BREAK_NOT_FOUND;
    }

    @Override
    public Optional<Long> breakId() {
        return Optional.of(brk);
    }

    @Override
    public Optional<Long> event() {
        return Optional.of(line);
    }
}
