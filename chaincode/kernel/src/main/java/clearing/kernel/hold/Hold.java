package clearing.kernel.hold;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.Instant;

/**
 * Value set aside, and what became of it.
 *
 * <pre>
 * hold := format u8 | state u8 | account u8 | asset text | amount i64 | beneficiary text | beneficiary account u8
 *       | deadline i64, milliseconds since 1970 | posted i64
 * </pre>
 *
 * @param account number of the holder's account
 * @param amount minor units
 * @param deadline up to, but not at this time the beneficiary may post
 * @param posted minor units that went to the beneficiary; 0 unless posted
 */
public record Hold(
        State state,
        int account,
        String asset,
        long amount,
        String beneficiary,
        int beneficiaryAccount,
        Instant deadline,
        long posted) {
    private static final int FORMAT = 1;
    private static final State[] STATES = State.values();

    /** The order is part of the ledger's encoding. */
    public enum State {
        PENDING,
        /** The beneficiary has taken all or a part. */
        POSTED,
        /** The beneficiary has given it up. */
        VOIDED,
        /** Given back after the deadline. */
        EXPIRED
    }

    Hold resolved(State to, long taken) {
        return new Hold(to, account, asset, amount, beneficiary, beneficiaryAccount, deadline, taken);
    }

    boolean expiredAt(Instant time) {
        return !time.isBefore(deadline);
    }

    public byte[] encode() {
        return new ByteWriter(96)
                .u8(FORMAT)
                .u8(state.ordinal())
                .u8(account)
                .text(asset)
                .i64(amount)
                .text(beneficiary)
                .u8(beneficiaryAccount)
                .i64(deadline.toEpochMilli())
                .i64(posted)
                .toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no hold */
    public static Hold decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("hold.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "hold.format", "is not 1");
        }
        Hold hold = new Hold(
                in.constant(STATES, "hold.state"),
                in.u8("hold.account"),
                in.text("hold.asset"),
                in.i64("hold.amount"),
                in.text("hold.beneficiary"),
                in.u8("hold.beneficiaryAccount"),
                Instant.ofEpochMilli(in.i64("hold.deadline")),
                in.i64("hold.posted"));
        boolean taken = hold.posted > 0 && hold.posted <= hold.amount;
        if (hold.amount <= 0 || (hold.state == State.POSTED ? !taken : hold.posted != 0)) {
            throw in.fault(ResultCode.MALFORMED, "hold", "is not in canonical form");
        }
        in.end("hold");
        return hold;
    }
}
