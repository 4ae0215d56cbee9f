package clearing.client.trade;

import clearing.kernel.trade.Priority;
import clearing.kernel.trade.TradeKind;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One row of a member's trade file, with codes looked up in the constitution.
 *
 * @param line                line in the file
 * @param reference           common reference of both sides
 * @param side                whether the member delivers {@code asset} (SELL) or receives it
 * @param kind                DVP, PVP or PAYMENT
 * @param counterparty        the other member
 * @param account             number of the member's account
 * @param counterpartyAccount number of the counterparty's account
 * @param lane                lane of the asset
 * @param asset               number of the asset delivered
 * @param quantity            minor units of it
 * @param payment             what comes back, for DVP and PVP
 * @param tradeDate           trade date
 * @param valueDate           value date
 * @param priority            NORMAL or URGENT
 * @param reverses            reference of the settled trade that this one gives back
 * @param detail              what stays private: price, client, text
 */
public record TradeRow(
        long line,
        String reference,
        Side side,
        TradeKind kind,
        String counterparty,
        int account,
        int counterpartyAccount,
        String lane,
        int asset,
        long quantity,
        Optional<Payment> payment,
        LocalDate tradeDate,
        LocalDate valueDate,
        Priority priority,
        Optional<String> reverses,
        Detail detail) {
    /** Which way the asset goes, seen from the member. */
    public enum Side {
        SELL,
        BUY
    }

    /**
     * The second leg.
     *
     * @param asset  number of the asset
     * @param amount minor units
     */
    public record Payment(int asset, long amount) {}

    /**
     * What the ledger holds only a commitment to.
     *
     * @param price  as written in the file
     * @param client client code
     * @param text   free text
     */
    public record Detail(String price, String client, String text) {
        /** Canonical bytes: each text as UTF-8 with its length in two bytes before it. */
        byte[] encode() {
            return bytes(out -> {
                write(out, price);
                write(out, client);
                write(out, text);
            });
        }
    }

    /** What identifies the trade between the two parties. */
    public record Key(String counterparty, String reference) {}

    /** The row's identity. */
    public Key key() {
        return new Key(counterparty, reference);
    }

    /** SHA-256 over everything that the row says, its line apart. */
    ByteString contentHash() {
        byte[] content = bytes(out -> {
            write(out, reference);
            out.writeByte(side.ordinal());
            out.writeByte(kind.ordinal());
            write(out, counterparty);
            out.writeByte(account);
            out.writeByte(counterpartyAccount);
            out.writeShort(asset);
            out.writeLong(quantity);
            out.writeShort(payment.map(Payment::asset).orElse(-1));
            out.writeLong(payment.map(Payment::amount).orElse(0L));
            out.writeLong(tradeDate.toEpochDay());
            out.writeLong(valueDate.toEpochDay());
            out.writeByte(priority.ordinal());
            write(out, reverses.orElse(""));
            out.write(detail.encode());
        });
        return ByteString.copyFrom(clearing.kernel.codec.Bytes.sha256(content));
    }

    private interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            fields.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }
}
