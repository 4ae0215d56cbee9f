package clearing.kernel.command;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.Hand;
import clearing.kernel.reconcile.JournalRoot;
import clearing.kernel.reconcile.Resolution;
import clearing.kernel.reconcile.Subject;
import java.time.Instant;

/** Canonical bytes of the commands of shared breaks and anchors: tags 80 to 86, and 90. */
public final class ReconcileCodec {
    private static final Hand[] HANDS = Hand.values();

    private ReconcileCodec() {}

    public static void write(ByteWriter out, ReconcileCommand command) {
        switch (command) {
            case ReconcileCommand.OpenBreak c -> {
                c.subject().write(out.u8(80).text(c.counterparty()).text(c.reference()));
                out.fixed(c.evidence().bytes()).i64(c.answerBy().toEpochMilli());
                out.i64(c.resolveBy().toEpochMilli()).text(c.words());
            }
            case ReconcileCommand.AnswerBreak c ->
                id(out.u8(81), c.id()).fixed(c.evidence().bytes()).text(c.words());
            case ReconcileCommand.CommentBreak c ->
                id(out.u8(82), c.id()).fixed(c.hash().bytes()).text(c.words());
            case ReconcileCommand.ProposeResolution c ->
                c.resolution().write(id(out.u8(83), c.id()).u16(c.number()));
            case ReconcileCommand.SignResolution c ->
                id(out.u8(84), c.id())
                        .u16(c.number())
                        .fixed(c.hash().bytes())
                        .u8(c.hand().ordinal());
            case ReconcileCommand.EscalateBreak c -> id(out.u8(85), c.id()).text(c.words());
            case ReconcileCommand.WithdrawBreak c -> id(out.u8(86), c.id()).text(c.words());
            case ReconcileCommand.AnchorJournal c -> {
                c.period().write(out.u8(90));
                c.root().write(out.u16(c.revision()));
                out.text(c.reason());
            }
        }
    }

    private static ByteWriter id(ByteWriter out, BreakId id) {
        id.write(out);
        return out;
    }

    /** @param tag one of 80 to 86, or 90 */
    static ReconcileCommand read(ByteReader in, int tag, String path) {
        return switch (tag) {
            case 80 ->
                new ReconcileCommand.OpenBreak(
                        in.text(path + ".counterparty"),
                        in.text(path + ".reference"),
                        Subject.read(in, path + ".subject"),
                        hash(in, path + ".evidence"),
                        Instant.ofEpochMilli(in.i64(path + ".answerBy")),
                        Instant.ofEpochMilli(in.i64(path + ".resolveBy")),
                        in.text(path + ".words"));
            case 81 ->
                new ReconcileCommand.AnswerBreak(
                        BreakId.read(in, path), hash(in, path + ".evidence"), in.text(path + ".words"));
            case 82 ->
                new ReconcileCommand.CommentBreak(
                        BreakId.read(in, path), hash(in, path + ".hash"), in.text(path + ".words"));
            case 83 ->
                new ReconcileCommand.ProposeResolution(
                        BreakId.read(in, path), in.u16(path + ".number"), Resolution.read(in, path + ".resolution"));
            case 84 ->
                new ReconcileCommand.SignResolution(
                        BreakId.read(in, path),
                        in.u16(path + ".number"),
                        hash(in, path + ".hash"),
                        in.constant(HANDS, path + ".hand"));
            case 85 -> new ReconcileCommand.EscalateBreak(BreakId.read(in, path), in.text(path + ".words"));
            case 86 -> new ReconcileCommand.WithdrawBreak(BreakId.read(in, path), in.text(path + ".words"));
            case 90 -> {
                AnchorPeriod period = AnchorPeriod.read(in, path + ".period");
                int revision = in.u16(path + ".revision");
                yield new ReconcileCommand.AnchorJournal(
                        period, revision, JournalRoot.read(in, path), in.text(path + ".reason"));
            }
            default -> throw in.fault(ResultCode.MALFORMED, path + ".tag", "is no command of this kind");
        };
    }

    private static Blob hash(ByteReader in, String field) {
        return Blob.of(in.fixed(CommandCodec.HASH_BYTES, field));
    }
}
