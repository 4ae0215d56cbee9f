package clearing.client.outbox;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The journal's records as bytes: one byte of kind, then fields; texts and bytes with a length of four bytes before them. */
final class Frames {
    static final int STORED = 1;
    static final int ENDORSED = 2;
    static final int SENT = 3;
    static final int UNKNOWN = 4;
    static final int COMMITTED = 5;
    static final int REFUSED = 6;
    static final int RENEWED = 7;

    private Frames() {}

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    static byte[] stored(Intent intent) {
        return frame(STORED, intent.key(), out -> {
            text(out, intent.role());
            bytes(out, intent.content());
            bytes(out, intent.local());
            out.writeLong(intent.storedAt().getEpochSecond());
            out.writeInt(intent.storedAt().getNano());
            out.writeInt(intent.proposals());
        });
    }

    /** The record that brings a stored intent into the state that it is in; for {@link IntentState.New} there is none. */
    static byte[] state(String key, IntentState state) {
        return switch (state) {
            case IntentState.New fresh -> frame(RENEWED, key, out -> {});
            case IntentState.Endorsed endorsed -> frame(ENDORSED, key, out -> envelope(out, endorsed.envelope()));
            case IntentState.Sent sent -> frame(SENT, key, out -> {});
            case IntentState.Unknown unknown -> frame(UNKNOWN, key, out -> text(out, unknown.sentence()));
            case IntentState.Committed committed ->
                frame(COMMITTED, key, out -> {
                    text(out, committed.txId());
                    out.writeLong(committed.block());
                    bytes(out, committed.result());
                });
            case IntentState.Refused refused ->
                frame(REFUSED, key, out -> {
                    text(out, refused.code());
                    text(out, refused.field());
                    text(out, refused.sentence());
                });
        };
    }

    private static byte[] frame(int kind, String key, Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            text(out, key);
            fields.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void envelope(DataOutputStream out, Envelope envelope) throws IOException {
        text(out, envelope.txId());
        bytes(out, envelope.signed());
        bytes(out, envelope.result());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static void bytes(DataOutputStream out, ByteString bytes) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    static Intent stored(String key, ByteBuffer in) {
        return new Intent(
                key,
                text(in),
                bytes(in),
                bytes(in),
                Instant.ofEpochSecond(in.getLong(), in.getInt()),
                in.getInt(),
                new IntentState.New());
    }

    static Envelope envelope(ByteBuffer in) {
        return new Envelope(text(in), bytes(in), bytes(in));
    }

    static IntentState.Committed committed(ByteBuffer in) {
        return new IntentState.Committed(text(in), in.getLong(), bytes(in));
    }

    static IntentState.Refused refused(ByteBuffer in) {
        return new IntentState.Refused(text(in), text(in), text(in));
    }

    static String text(ByteBuffer in) {
        byte[] utf8 = new byte[length(in)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static ByteString bytes(ByteBuffer in) {
        return ByteString.copyFrom(in, length(in));
    }

    private static int length(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new OutboxException("A record of the outbox names a length of " + length + ".", null);
        }
        return length;
    }
}
