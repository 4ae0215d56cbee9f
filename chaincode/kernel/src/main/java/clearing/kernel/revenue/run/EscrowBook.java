package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.execution.Execution;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agreement has in escrow, lot by lot. A lot whose payment into escrow has not settled is not there yet, and nothing is paid from it.
 *
 * <pre>
 * escrow := format u8 | drawings i32 | lots u16 | lot{lots}
 * lot    := cycle u8 | start i32 | clause text | member text | account text | amount i64 | release on i32 | page | index u16
 * </pre>
 *
 * @param drawings how many drawings have been paid
 * @param lots oldest first
 */
public record EscrowBook(int drawings, List<Lot> lots) {
    private static final int FORMAT = 1;
    private static final Cycle[] CYCLES = Cycle.values();

    public EscrowBook {
        lots = List.copyOf(lots);
    }

    /**
     * An amount of one party in escrow.
     *
     * @param period that it comes from
     * @param clause whose line is disputed; empty for reserve
     * @param member whose share it is
     * @param account the member's account that is paid
     * @param amount minor units, above zero
     * @param releaseOn the first day on which reserve is paid out; without meaning for a disputed amount
     * @param funding the payment that brings it into escrow
     */
    public record Lot(
            Period period,
            String clause,
            String member,
            String account,
            long amount,
            LocalDate releaseOn,
            TradeId funding) {
        public boolean isReserve() {
            return clause.isEmpty();
        }

        Lot less(long taken) {
            return new Lot(period, clause, member, account, amount - taken, releaseOn, funding);
        }
    }

    /** The one of an agreement; empty when nothing has been withheld. */
    public static EscrowBook of(String agreement, Execution x) {
        return x.ledger().read(Keys.escrow(agreement), EscrowBook::decode).orElse(new EscrowBook(0, List.of()));
    }

    public EscrowBook with(List<Lot> added) {
        List<Lot> all = new ArrayList<>(lots);
        all.addAll(added);
        return new EscrowBook(drawings, all);
    }

    public void put(String agreement, Execution x) {
        x.ledger().put(Keys.escrow(agreement), encode());
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(256).u8(FORMAT).i32(drawings).u16(lots.size());
        for (Lot lot : lots) {
            out.u8(lot.period().cycle().ordinal()).i32(day(lot.period().start()));
            out.text(lot.clause()).text(lot.member()).text(lot.account());
            lot.funding().page().write(out.i64(lot.amount()).i32(day(lot.releaseOn())));
            out.u16(lot.funding().index());
        }
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no escrow */
    public static EscrowBook decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("escrow.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "escrow.format", "is not 1");
        }
        int drawings = in.i32("escrow.drawings");
        int count = in.u16("escrow.lots");
        List<Lot> lots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lots.add(new Lot(
                    new Period(in.constant(CYCLES, "lot.cycle"), LocalDate.ofEpochDay(in.i32("lot.start"))),
                    in.text("lot.clause"),
                    in.text("lot.member"),
                    in.text("lot.account"),
                    in.i64("lot.amount"),
                    LocalDate.ofEpochDay(in.i32("lot.releaseOn")),
                    new TradeId(PageId.read(in, "lot.funding"), in.u16("lot.funding.index"))));
        }
        in.end("escrow");
        return new EscrowBook(drawings, lots);
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
