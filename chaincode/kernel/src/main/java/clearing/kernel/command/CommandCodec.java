package clearing.kernel.command;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.calendar.CycleId;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.period.Adjustments;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.TradePage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Canonical bytes of commands: a tag, then the fields in order. Tags are never reused. */
public final class CommandCodec {
    /** The most pages that one settlement round looks at. */
    public static final int MAX_PAGES_PER_ROUND = 500;

    private static final int MAX_CONSTITUTION_BYTES = 256 * 1024;
    static final int HASH_BYTES = 32;

    private CommandCodec() {}

    public static void write(ByteWriter out, Command command) {
        switch (command) {
            case Command.Constitute c -> out.u8(1).blob(c.constitution().encode());
            case Command.Ratify c -> out.u8(2).i32(c.version()).fixed(c.hash());
            case Command.Deposit c -> {
                out.u8(3).text(c.reference()).text(c.member()).u8(c.account());
                out.text(c.asset()).i64(c.amount()).i32(day(c.valueDate()));
            }
            case Command.RequestWithdrawal c -> {
                out.u8(4).text(c.reference()).u8(c.account());
                out.text(c.asset()).i64(c.amount()).i32(day(c.valueDate()));
            }
            case Command.AttestWithdrawal c ->
                out.u8(5).text(c.member()).text(c.reference()).u8(c.paid() ? 1 : 0);
            case Command.RecordPage c -> out.u8(6).blob(c.page());
            case Command.Affirm c -> {
                c.page().write(out.u8(7));
                c.selection().write(out.fixed(c.contentHash()));
            }
            case Command.Reject c -> {
                c.page().write(out.u8(8));
                c.selection().write(out.fixed(c.contentHash()));
                out.u8(c.reason().ordinal());
            }
            case Command.RequestCancel c -> {
                c.page().write(out.u8(9));
                c.selection().write(out);
            }
            case Command.Settle c -> round(out.u8(10), c.lane(), c.pages());
            case Command.FailOverdue c -> round(out.u8(11), c.lane(), c.pages());
            case Command.Offset c -> round(out.u8(12), c.lane(), c.pages());
            case Command.SettleSet c -> round(out.u8(13), c.lane(), c.selections());
            case Command.CutOff c -> c.cycle().write(out.u8(24));
            case Command.NetCycle c -> c.cycle().write(out.u8(25));
            case Command.SettleCycle c -> {
                c.cycle().write(out.u8(26));
                out.u8(c.carry() ? 1 : 0);
            }
            case Command.CloseCycle c -> {
                c.cycle().write(out.u8(27));
                out.u16(c.pages().size());
                c.pages().forEach(page -> page.write(out));
            }
            case Command.Deliver c -> round(out.u8(28), c.lane(), c.pages());
            case Command.SettleRound c -> {
                out.u8(34).text(c.lane()).u16(c.pages().size());
                c.pages().forEach(page -> page.write(out));
            }
            case Command.Instruct c -> out.u8(14).blob(c.page().bytes());
            case Command.Match c -> {
                c.trades().write(out.u8(15));
                c.instructions().write(out);
                out.u16(c.pairs().size());
                c.pairs().forEach(pair -> out.u16(pair.trade()).u16(pair.instruction()));
            }
            case Command.WithdrawInstructions c -> {
                c.instructions().write(out.u8(16));
                c.selection().write(out);
            }
            case Command.PlaceHold c -> {
                out.u8(17).text(c.reference()).u8(c.account()).text(c.asset()).i64(c.amount());
                out.text(c.beneficiary()).u8(c.beneficiaryAccount());
                out.i64(c.deadline().toEpochMilli());
            }
            case Command.PostHold c ->
                out.u8(18).text(c.holder()).text(c.reference()).i64(c.amount());
            case Command.ReleaseHold c -> out.u8(19).text(c.holder()).text(c.reference());
            case Command.Allocate c -> {
                c.block().write(out.u8(20));
                out.u16(c.index()).blob(c.parts().bytes());
            }
            case Command.ClosePeriod c -> out.u8(21).text(c.lane()).i32(day(c.through()));
            case Command.RecordLate c ->
                c.adjustments().write(out.u8(22).blob(c.page().bytes()));
            case QueueCommand.Control c -> {
                c.page().write(out.u8(35));
                c.selection().write(out);
                QueueControl.write(out, c.control());
            }
            case QueueCommand.Enlist c -> {
                out.u8(36).text(c.lane()).u16(c.pages().size());
                c.pages().forEach(page -> page.write(out));
            }
            case RiskCommand c -> RiskCodec.write(out, c);
            case RevenueCommand c -> RevenueCodec.write(out, c);
            case ReconcileCommand c -> ReconcileCodec.write(out, c);
        }
    }

    /**
     * @param path names the command in errors, such as {@code batch[3]}
     * @throws MalformedInput when the bytes are no command
     */
    public static Command read(ByteReader in, String path) {
        int tag = in.u8(path + ".tag");
        return switch (tag) {
            case 1 ->
                new Command.Constitute(Constitution.decode(in.blob(MAX_CONSTITUTION_BYTES, path + ".constitution")));
            case 2 -> new Command.Ratify(in.i32(path + ".version"), in.fixed(HASH_BYTES, path + ".hash"));
            case 3 ->
                new Command.Deposit(
                        in.text(path + ".reference"),
                        in.text(path + ".member"),
                        in.u8(path + ".account"),
                        in.text(path + ".asset"),
                        in.i64(path + ".amount"),
                        date(in, path + ".valueDate"));
            case 4 ->
                new Command.RequestWithdrawal(
                        in.text(path + ".reference"),
                        in.u8(path + ".account"),
                        in.text(path + ".asset"),
                        in.i64(path + ".amount"),
                        date(in, path + ".valueDate"));
            case 5 ->
                new Command.AttestWithdrawal(
                        in.text(path + ".member"), in.text(path + ".reference"), in.flag(path + ".paid"));
            case 6 -> new Command.RecordPage(in.blob(TradePage.MAX_BYTES, path + ".page"));
            case 7 ->
                new Command.Affirm(
                        PageId.read(in, path + ".page"),
                        in.fixed(HASH_BYTES, path + ".contentHash"),
                        selection(in, path));
            case 8 ->
                new Command.Reject(
                        PageId.read(in, path + ".page"),
                        in.fixed(HASH_BYTES, path + ".contentHash"),
                        selection(in, path),
                        in.constant(RejectReason.values(), path + ".reason"));
            case 9 -> new Command.RequestCancel(PageId.read(in, path + ".page"), selection(in, path));
            case 10 -> new Command.Settle(in.text(path + ".lane"), pages(in, path));
            case 11 -> new Command.FailOverdue(in.text(path + ".lane"), pages(in, path));
            case 12 -> new Command.Offset(in.text(path + ".lane"), pages(in, path));
            case 13 -> new Command.SettleSet(in.text(path + ".lane"), pages(in, path));
            case 24 -> new Command.CutOff(cycle(in, path));
            case 25 -> new Command.NetCycle(cycle(in, path));
            case 26 -> new Command.SettleCycle(cycle(in, path), in.flag(path + ".carry"));
            case 27 -> new Command.CloseCycle(cycle(in, path), pageIds(in, path));
            case 28 -> new Command.Deliver(in.text(path + ".lane"), pages(in, path));
            case 34 -> new Command.SettleRound(in.text(path + ".lane"), pageIds(in, path));
            case 14 -> new Command.Instruct(page(in, path));
            case 15 ->
                new Command.Match(
                        PageId.read(in, path + ".trades"), PageId.read(in, path + ".instructions"), pairs(in, path));
            case 16 -> new Command.WithdrawInstructions(PageId.read(in, path + ".instructions"), selection(in, path));
            case 17 ->
                new Command.PlaceHold(
                        in.text(path + ".reference"),
                        in.u8(path + ".account"),
                        in.text(path + ".asset"),
                        in.i64(path + ".amount"),
                        in.text(path + ".beneficiary"),
                        in.u8(path + ".beneficiaryAccount"),
                        Instant.ofEpochMilli(in.i64(path + ".deadline")));
            case 18 ->
                new Command.PostHold(in.text(path + ".holder"), in.text(path + ".reference"), in.i64(path + ".amount"));
            case 19 -> new Command.ReleaseHold(in.text(path + ".holder"), in.text(path + ".reference"));
            case 20 -> new Command.Allocate(PageId.read(in, path + ".block"), in.u16(path + ".index"), page(in, path));
            case 21 -> new Command.ClosePeriod(in.text(path + ".lane"), date(in, path + ".through"));
            case 22 -> new Command.RecordLate(page(in, path), Adjustments.read(in, path + ".adjustments"));
            case 35 ->
                new QueueCommand.Control(
                        PageId.read(in, path + ".page"), selection(in, path), QueueControl.read(in, path + ".control"));
            case 36 -> new QueueCommand.Enlist(in.text(path + ".lane"), pageIds(in, path));
            case 44, 45, 46, 47, 48, 49, 50, 51, 52, 53 -> RiskCodec.read(in, tag, path);
            case 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71 -> RevenueCodec.read(in, tag, path);
            case 80, 81, 82, 83, 84, 85, 86, 90 -> ReconcileCodec.read(in, tag, path);
            default -> throw new MalformedInput(ResultCode.MALFORMED, path + ".tag", "there is no command " + tag);
        };
    }

    private static void round(ByteWriter out, String lane, List<PageSelection> pages) {
        out.text(lane).u16(pages.size());
        for (PageSelection page : pages) {
            page.page().write(out);
            page.selection().write(out);
        }
    }

    private static List<PageSelection> pages(ByteReader in, String path) {
        int count = in.u16(path + ".pages.count");
        if (count < 1 || count > MAX_PAGES_PER_ROUND) {
            throw in.fault(ResultCode.TOO_LARGE, path + ".pages.count", "is outside 1.." + MAX_PAGES_PER_ROUND);
        }
        List<PageSelection> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pages.add(new PageSelection(PageId.read(in, path + ".pages[" + i + "]"), selection(in, path)));
        }
        return pages;
    }

    private static CycleId cycle(ByteReader in, String path) {
        return CycleId.read(in, path + ".cycle");
    }

    private static List<PageId> pageIds(ByteReader in, String path) {
        int count = in.u16(path + ".pages.count");
        if (count > MAX_PAGES_PER_ROUND) {
            throw in.fault(ResultCode.TOO_LARGE, path + ".pages.count", "is above " + MAX_PAGES_PER_ROUND);
        }
        List<PageId> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pages.add(PageId.read(in, path + ".pages[" + i + "]"));
        }
        return pages;
    }

    private static Blob page(ByteReader in, String path) {
        return Blob.of(in.blob(TradePage.MAX_BYTES, path + ".page"));
    }

    private static List<Command.Pair> pairs(ByteReader in, String path) {
        int count = in.u16(path + ".pairs.count");
        if (count < 1 || count > TradePage.MAX_TRADES) {
            throw in.fault(ResultCode.TOO_LARGE, path + ".pairs.count", "is outside 1.." + TradePage.MAX_TRADES);
        }
        List<Command.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String field = path + ".pairs[" + i + "]";
            pairs.add(new Command.Pair(in.u16(field), in.u16(field)));
        }
        return pairs;
    }

    private static Selection selection(ByteReader in, String path) {
        return Selection.read(in, path + ".selection");
    }

    private static LocalDate date(ByteReader in, String field) {
        return LocalDate.ofEpochDay(in.i32(field));
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
