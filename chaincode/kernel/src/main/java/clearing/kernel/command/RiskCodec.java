package clearing.kernel.command;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.collateral.Price;
import clearing.kernel.trade.PageId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Canonical bytes of the commands of collateral, reserve fund and default: tags 44 to 53. */
public final class RiskCodec {
    private RiskCodec() {}

    public static void write(ByteWriter out, RiskCommand command) {
        switch (command) {
            case RiskCommand.Pledge c ->
                out.u8(44).text(c.reference()).u8(c.account()).text(c.asset()).i64(c.quantity());
            case RiskCommand.Release c ->
                out.u8(45).text(c.reference()).u8(c.account()).text(c.asset()).i64(c.quantity());
            case RiskCommand.AttestPrice c -> {
                out.u8(46).text(c.asset()).i32(Math.toIntExact(c.date().toEpochDay()));
                c.price().write(out.u16(c.revision()));
            }
            case RiskCommand.Contribute c -> reserve(out.u8(47), c.reference(), c.firstLoss(), c.amount());
            case RiskCommand.TakeBack c -> reserve(out.u8(48), c.reference(), c.firstLoss(), c.amount());
            case RiskCommand.DeclareDefault c ->
                out.u8(49).text(c.member()).i32(c.number()).text(c.reason());
            case RiskCommand.ApproveDefault c ->
                out.u8(50).text(c.member()).i32(c.number()).fixed(c.hash());
            case RiskCommand.CloseOut c -> {
                out.u8(51).text(c.member()).i32(c.number()).u16(c.pages().size());
                c.pages().forEach(page -> page.write(out));
            }
            case RiskCommand.RunWaterfall c -> out.u8(52).text(c.member()).i32(c.number());
            case RiskCommand.LiftDefault c ->
                out.u8(53).text(c.member()).i32(c.number()).text(c.reason());
        }
    }

    private static void reserve(ByteWriter out, String reference, boolean firstLoss, long amount) {
        out.text(reference).u8(firstLoss ? 1 : 0).i64(amount);
    }

    /** @param tag one of 44 to 53 */
    static RiskCommand read(ByteReader in, int tag, String path) {
        return switch (tag) {
            case 44 ->
                new RiskCommand.Pledge(
                        in.text(path + ".reference"),
                        in.u8(path + ".account"),
                        in.text(path + ".asset"),
                        in.i64(path + ".quantity"));
            case 45 ->
                new RiskCommand.Release(
                        in.text(path + ".reference"),
                        in.u8(path + ".account"),
                        in.text(path + ".asset"),
                        in.i64(path + ".quantity"));
            case 46 ->
                new RiskCommand.AttestPrice(
                        in.text(path + ".asset"),
                        LocalDate.ofEpochDay(in.i32(path + ".date")),
                        in.u16(path + ".revision"),
                        Price.read(in, path + ".price"));
            case 47 ->
                new RiskCommand.Contribute(
                        in.text(path + ".reference"), in.flag(path + ".firstLoss"), in.i64(path + ".amount"));
            case 48 ->
                new RiskCommand.TakeBack(
                        in.text(path + ".reference"), in.flag(path + ".firstLoss"), in.i64(path + ".amount"));
            case 49 ->
                new RiskCommand.DeclareDefault(
                        in.text(path + ".member"), in.i32(path + ".number"), in.text(path + ".reason"));
            case 50 ->
                new RiskCommand.ApproveDefault(
                        in.text(path + ".member"),
                        in.i32(path + ".number"),
                        in.fixed(CommandCodec.HASH_BYTES, path + ".hash"));
            case 51 -> new RiskCommand.CloseOut(in.text(path + ".member"), in.i32(path + ".number"), pages(in, path));
            case 52 -> new RiskCommand.RunWaterfall(in.text(path + ".member"), in.i32(path + ".number"));
            case 53 ->
                new RiskCommand.LiftDefault(
                        in.text(path + ".member"), in.i32(path + ".number"), in.text(path + ".reason"));
            default -> throw in.fault(ResultCode.MALFORMED, path + ".tag", "is no command of this kind");
        };
    }

    private static List<PageId> pages(ByteReader in, String path) {
        int count = in.u16(path + ".pages.count");
        if (count < 1 || count > CommandCodec.MAX_PAGES_PER_ROUND) {
            throw in.fault(
                    ResultCode.TOO_LARGE, path + ".pages.count", "is outside 1.." + CommandCodec.MAX_PAGES_PER_ROUND);
        }
        List<PageId> pages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pages.add(PageId.read(in, path + ".pages[" + i + "]"));
        }
        return pages;
    }
}
