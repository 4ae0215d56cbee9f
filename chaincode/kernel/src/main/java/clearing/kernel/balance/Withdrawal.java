package clearing.kernel.balance;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;

/** A holder's wish to be paid out, and what the issuer said to it. */
record Withdrawal(State state, int account, String asset, long amount, LocalDate valueDate) {
    private static final int FORMAT = 1;

    /** The order is part of the ledger's encoding. */
    enum State {
        REQUESTED,
        PAID,
        DECLINED
    }

    Withdrawal in(State next) {
        return new Withdrawal(next, account, asset, amount, valueDate);
    }

    byte[] encode() {
        return new ByteWriter(48)
                .u8(FORMAT)
                .u8(state.ordinal())
                .u8(account)
                .text(asset)
                .i64(amount)
                .i32(Math.toIntExact(valueDate.toEpochDay()))
                .toBytes();
    }

    static Withdrawal decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("withdrawal.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "withdrawal.format", "is not 1");
        }
        Withdrawal withdrawal = new Withdrawal(
                in.constant(State.values(), "withdrawal.state"),
                in.u8("withdrawal.account"),
                in.text("withdrawal.asset"),
                in.i64("withdrawal.amount"),
                LocalDate.ofEpochDay(in.i32("withdrawal.valueDate")));
        in.end("withdrawal");
        return withdrawal;
    }
}
