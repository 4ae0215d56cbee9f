package clearing.kernel.command;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Canonical bytes of the commands of revenue: tags 60 to 71. */
public final class RevenueCodec {
    /** The most parts that one command reports. */
    public static final int MAX_REPORTS = 500;
    /** The longest terms. */
    public static final int MAX_TERMS_BYTES = 64 * 1024;

    private static final int MAX_PORTIONS = 32;

    private RevenueCodec() {}

    public static void write(ByteWriter out, RevenueCommand command) {
        switch (command) {
            case RevenueCommand.ProposeTerms c -> out.u8(60).blob(c.terms().bytes());
            case RevenueCommand.SignTerms c ->
                out.u8(61).text(c.agreement()).i32(c.version()).fixed(c.hash().bytes());
            case RevenueCommand.ReportFacts c -> {
                place(out.u8(62), c.agreement(), c.period()).u16(c.reports().size());
                for (RevenueCommand.FactReport r : c.reports()) {
                    out.text(r.measure()).i32(r.part()).u16(r.revision()).i64(r.value());
                    out.i64(r.count()).fixed(r.evidence().bytes());
                }
            }
            case RevenueCommand.SealFacts c ->
                place(out.u8(63), c.agreement(), c.period()).text(c.measure()).i32(c.parts());
            case RevenueCommand.AttestFacts c ->
                place(out.u8(64), c.agreement(), c.period())
                        .text(c.measure())
                        .fixed(c.content().bytes());
            case RevenueCommand.ChallengeFacts c ->
                place(out.u8(65), c.agreement(), c.period())
                        .text(c.measure())
                        .fixed(c.content().bytes())
                        .text(c.reason());
            case RevenueCommand.WithdrawChallenge c ->
                place(out.u8(66), c.agreement(), c.period()).text(c.measure());
            case RevenueCommand.DisputeLine c ->
                place(out.u8(67), c.agreement(), c.period()).text(c.clause()).text(c.reason());
            case RevenueCommand.ResolveDispute c -> {
                place(out.u8(68), c.agreement(), c.period()).text(c.clause());
                out.u8(c.amounts().size());
                c.amounts().forEach(p -> out.text(p.party()).i64(p.amount()));
            }
            case RevenueCommand.RunRevenue c -> place(out.u8(69), c.agreement(), c.period());
            case RevenueCommand.ReleaseReserve c -> out.u8(70).text(c.agreement());
            case RevenueCommand.DrawReserve c ->
                out.u8(71)
                        .text(c.agreement())
                        .i32(c.number())
                        .text(c.to())
                        .i64(c.amount())
                        .text(c.reason());
        }
    }

    private static ByteWriter place(ByteWriter out, String agreement, LocalDate period) {
        return out.text(agreement).i32(Math.toIntExact(period.toEpochDay()));
    }

    /** @param tag one of 60 to 71 */
    static RevenueCommand read(ByteReader in, int tag, String path) {
        if (tag == 60) {
            return new RevenueCommand.ProposeTerms(Blob.of(in.blob(MAX_TERMS_BYTES, path + ".terms")));
        }
        String agreement = in.text(path + ".agreement");
        return switch (tag) {
            case 61 -> new RevenueCommand.SignTerms(agreement, in.i32(path + ".version"), hash(in, path + ".hash"));
            case 62 ->
                new RevenueCommand.ReportFacts(
                        agreement,
                        day(in, path),
                        list(
                                in,
                                in.u16(path + ".reports.count"),
                                MAX_REPORTS,
                                path + ".reports",
                                field -> report(in, field)));
            case 63 ->
                new RevenueCommand.SealFacts(agreement, day(in, path), measure(in, path), in.i32(path + ".parts"));
            case 64 ->
                new RevenueCommand.AttestFacts(
                        agreement, day(in, path), measure(in, path), hash(in, path + ".content"));
            case 65 ->
                new RevenueCommand.ChallengeFacts(
                        agreement,
                        day(in, path),
                        measure(in, path),
                        hash(in, path + ".content"),
                        in.text(path + ".reason"));
            case 66 -> new RevenueCommand.WithdrawChallenge(agreement, day(in, path), measure(in, path));
            case 67 ->
                new RevenueCommand.DisputeLine(
                        agreement, day(in, path), in.text(path + ".clause"), in.text(path + ".reason"));
            case 68 ->
                new RevenueCommand.ResolveDispute(
                        agreement,
                        day(in, path),
                        in.text(path + ".clause"),
                        list(
                                in,
                                in.u8(path + ".amounts.count"),
                                MAX_PORTIONS,
                                path + ".amounts",
                                field -> portion(in, field)));
            case 69 -> new RevenueCommand.RunRevenue(agreement, day(in, path));
            case 70 -> new RevenueCommand.ReleaseReserve(agreement);
            case 71 ->
                new RevenueCommand.DrawReserve(
                        agreement,
                        in.i32(path + ".number"),
                        in.text(path + ".to"),
                        in.i64(path + ".amount"),
                        in.text(path + ".reason"));
            default -> throw in.fault(ResultCode.MALFORMED, path + ".tag", "is no command of this kind");
        };
    }

    private static RevenueCommand.FactReport report(ByteReader in, String field) {
        return new RevenueCommand.FactReport(
                in.text(field + ".measure"),
                in.i32(field + ".part"),
                in.u16(field + ".revision"),
                in.i64(field + ".value"),
                in.i64(field + ".count"),
                hash(in, field + ".evidence"));
    }

    private static RevenueCommand.Portion portion(ByteReader in, String field) {
        return new RevenueCommand.Portion(in.text(field + ".party"), in.i64(field + ".amount"));
    }

    private static LocalDate day(ByteReader in, String path) {
        return LocalDate.ofEpochDay(in.i32(path + ".period"));
    }

    private static String measure(ByteReader in, String path) {
        return in.text(path + ".measure");
    }

    private static Blob hash(ByteReader in, String field) {
        return Blob.of(in.fixed(CommandCodec.HASH_BYTES, field));
    }

    private static <T> List<T> list(ByteReader in, int count, int most, String field, Function<String, T> item) {
        if (count < 1 || count > most) {
            throw in.fault(ResultCode.TOO_LARGE, field + ".count", "is outside 1.." + most);
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.apply(field + "[" + i + "]"));
        }
        return items;
    }
}
