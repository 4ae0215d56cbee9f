package clearing.kernel.revenue.run;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Canonical bytes of statements.
 *
 * <pre>
 * statement := format u8 | agreement text | period | currency text | collector text | version list | input list | pool i64
 *            | result list | mark list | true-up list | line list | release list | calculated by text | at i64
 * period    := cycle u8 | start i32
 * version   := version i32 | days u16 | hash 32 bytes
 * input     := measure text | revision i32 | value fraction | count i64 | content 32 bytes
 * mark      := clause text | before i64 | after i64
 * true-up   := period | input list | pool i64 | list of places
 * line      := member text | entitled places | true-up places | carry before i64 | carry after i64 | amount i64 | set aside i64
 *            | withheld i64 | payment option
 * release   := period | member text | amount i64 | payment
 * payment   := page | index u16;  places := blob of a two's complement integer;  list := count u16 | items
 * </pre>
 */
final class StatementCodec {
    private static final int FORMAT = 1;
    private static final int MAX_ITEMS = 4_096;
    private static final int MAX_PLACES = 64;
    private static final Cycle[] CYCLES = Cycle.values();

    private StatementCodec() {}

    static byte[] encode(Statement s) {
        ByteWriter out = new ByteWriter(4_096).u8(FORMAT).text(s.agreement());
        period(out, s.period());
        out.text(s.currency()).text(s.collector());
        list(
                out,
                s.versions(),
                v -> out.i32(v.version()).u16(v.days()).fixed(v.hash().bytes()));
        list(out, s.inputs(), input -> input(out, input));
        out.i64(s.pool());
        list(out, s.clauses(), result -> result.write(out));
        list(out, s.marks(), m -> out.text(m.clause()).i64(m.before()).i64(m.after()));
        list(out, s.trueUps(), t -> {
            period(out, t.period());
            list(out, t.inputs(), input -> input(out, input));
            out.i64(t.pool());
            list(out, t.changes(), change -> places(out, change));
        });
        list(out, s.lines(), line -> line(out, line));
        list(out, s.released(), r -> {
            period(out, r.withheldFor());
            payment(out.text(r.member()).i64(r.amount()), r.payment());
        });
        return out.text(s.calculatedBy()).i64(s.at().toEpochMilli()).toBytes();
    }

    static Statement decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("statement.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "statement.format", "is not 1");
        }
        Statement statement = new Statement(
                in.text("statement.agreement"),
                period(in, "statement.period"),
                in.text("statement.currency"),
                in.text("statement.collector"),
                list(
                        in,
                        "statement.versions",
                        f -> new Statement.InForce(in.i32(f), in.u16(f), Blob.of(in.fixed(32, f)))),
                list(in, "statement.inputs", f -> input(in, f)),
                in.i64("statement.pool"),
                list(in, "statement.clauses", f -> ClauseResult.read(in, f)),
                list(in, "statement.marks", f -> new Statement.Mark(in.text(f), in.i64(f), in.i64(f))),
                list(in, "statement.trueUps", f -> trueUp(in, f)),
                list(in, "statement.lines", f -> line(in, f)),
                list(in, "statement.released", f -> release(in, f)),
                in.text("statement.calculatedBy"),
                Instant.ofEpochMilli(in.i64("statement.at")));
        in.end("statement");
        return statement;
    }

    private static void period(ByteWriter out, Period period) {
        out.u8(period.cycle().ordinal()).i32(Math.toIntExact(period.start().toEpochDay()));
    }

    private static Period period(ByteReader in, String field) {
        return new Period(in.constant(CYCLES, field + ".cycle"), LocalDate.ofEpochDay(in.i32(field + ".start")));
    }

    private static void input(ByteWriter out, Statement.Input input) {
        input.value().write(out.text(input.measure()).i32(input.revision()));
        out.i64(input.count()).fixed(input.content().bytes());
    }

    private static Statement.Input input(ByteReader in, String field) {
        return new Statement.Input(
                in.text(field + ".measure"),
                in.i32(field + ".revision"),
                Fraction.read(in, field + ".value"),
                in.i64(field + ".count"),
                Blob.of(in.fixed(32, field + ".content")));
    }

    private static Statement.TrueUp trueUp(ByteReader in, String field) {
        return new Statement.TrueUp(
                period(in, field),
                list(in, field + ".inputs", f -> input(in, f)),
                in.i64(field + ".pool"),
                list(in, field + ".changes", f -> places(in, f)));
    }

    private static void line(ByteWriter out, Statement.Line line) {
        places(out.text(line.member()), line.entitled());
        places(out, line.trueUp());
        out.i64(line.carryBefore()).i64(line.carryAfter()).i64(line.amount());
        out.i64(line.setAside()).i64(line.withheld()).u8(line.payment().isPresent() ? 1 : 0);
        line.payment().ifPresent(payment -> payment(out, payment));
    }

    private static Statement.Line line(ByteReader in, String field) {
        return new Statement.Line(
                in.text(field + ".member"),
                places(in, field + ".entitled"),
                places(in, field + ".trueUp"),
                in.i64(field + ".carryBefore"),
                in.i64(field + ".carryAfter"),
                in.i64(field + ".amount"),
                in.i64(field + ".setAside"),
                in.i64(field + ".withheld"),
                in.flag(field + ".paid") ? Optional.of(payment(in, field)) : Optional.empty());
    }

    private static Statement.Release release(ByteReader in, String field) {
        return new Statement.Release(
                period(in, field), in.text(field + ".member"), in.i64(field + ".amount"), payment(in, field));
    }

    private static void payment(ByteWriter out, TradeId payment) {
        payment.page().write(out);
        out.u16(payment.index());
    }

    private static TradeId payment(ByteReader in, String field) {
        return new TradeId(PageId.read(in, field + ".payment"), in.u16(field + ".payment.index"));
    }

    private static void places(ByteWriter out, BigInteger places) {
        out.blob(places.toByteArray());
    }

    private static BigInteger places(ByteReader in, String field) {
        byte[] bytes = in.blob(MAX_PLACES, field);
        if (bytes.length == 0 || new BigInteger(bytes).toByteArray().length != bytes.length) {
            throw in.fault(ResultCode.MALFORMED, field, "is no integer in canonical form");
        }
        return new BigInteger(bytes);
    }

    private static <T> void list(ByteWriter out, List<T> items, Consumer<T> writer) {
        out.u16(items.size());
        items.forEach(writer);
    }

    private static <T> List<T> list(ByteReader in, String field, Function<String, T> reader) {
        int count = in.u16(field + ".count");
        if (count > MAX_ITEMS) {
            throw in.fault(ResultCode.TOO_LARGE, field + ".count", "is above " + MAX_ITEMS);
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(reader.apply(field + "[" + i + "]"));
        }
        return items;
    }
}
