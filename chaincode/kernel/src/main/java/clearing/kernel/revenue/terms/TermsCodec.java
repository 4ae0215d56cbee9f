package clearing.kernel.revenue.terms;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Canonical bytes of terms.
 *
 * <pre>
 * terms   := format u8 | agreement text | version i32 | title utf8 | currency text | cycle u8 | from i32 | until option i32
 *          | changeover u8 | party list | collector text | escrow option | measure list | pool list of text | clause list
 *          | reserve option | lookback u8
 * party   := member text | account text | view u8
 * measure := name text | label utf8 | unit | aggregation u8 | in parts u8 | reporter text | attesters list of text | window u16
 *          | least i64 | most i64
 * unit    := 0 asset text | 1 of text | 2 | 3 | 4 asset text
 * reserve := rate i64 | from list of text | months u16 | votes u8
 * list    := count u8 | items;  option := 0 u8 or 1 u8 and the value;  days are since 1970-01-01
 * </pre>
 *
 * Clauses: {@link ClauseCodec}.
 */
final class TermsCodec {
    static final int MAX_WORDS = 400;

    private static final int FORMAT = 1;
    private static final Cycle[] CYCLES = Cycle.values();
    private static final Changeover[] CHANGEOVERS = Changeover.values();
    private static final View[] VIEWS = View.values();
    private static final Aggregation[] AGGREGATIONS = Aggregation.values();

    private TermsCodec() {}

    static byte[] encode(Terms terms) {
        ByteWriter out =
                new ByteWriter(1_024).u8(FORMAT).text(terms.agreement()).i32(terms.version());
        out.utf8(terms.title()).text(terms.currency()).u8(terms.cycle().ordinal());
        day(out, terms.from());
        option(out, terms.until(), until -> day(out, until));
        out.u8(terms.changeover().ordinal());
        list(
                out,
                terms.parties(),
                p -> out.text(p.member()).text(p.account()).u8(p.view().ordinal()));
        out.text(terms.collector());
        option(out, terms.escrow(), e -> out.text(e.member()).text(e.account()));
        list(out, terms.measures(), m -> measure(out, m));
        list(out, terms.pool(), out::text);
        list(out, terms.clauses(), clause -> ClauseCodec.write(out, clause));
        option(out, terms.reserve(), r -> {
            list(out.i64(r.rate()), r.from(), out::text);
            out.u16(r.months()).u8(r.votes());
        });
        return out.u8(terms.lookback()).toBytes();
    }

    static Terms decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        if (in.u8("terms.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "terms.format", "is not 1");
        }
        Terms terms = new Terms(
                in.text("terms.agreement"),
                in.i32("terms.version"),
                in.utf8(MAX_WORDS, "terms.title"),
                in.text("terms.currency"),
                in.constant(CYCLES, "terms.cycle"),
                day(in, "terms.from"),
                option(in, "terms.until", TermsCodec::day),
                in.constant(CHANGEOVERS, "terms.changeover"),
                list(in, Terms.MAX_PARTIES, "terms.parties", TermsCodec::party),
                in.text("terms.collector"),
                option(
                        in,
                        "terms.escrow",
                        (r, field) -> new Escrow(r.text(field + ".member"), r.text(field + ".account"))),
                list(in, Terms.MAX_MEASURES, "terms.measures", TermsCodec::measure),
                list(in, Terms.MAX_MEASURES, "terms.pool", ByteReader::text),
                list(in, Terms.MAX_CLAUSES, "terms.clauses", ClauseCodec::read),
                option(in, "terms.reserve", TermsCodec::reserve),
                in.u8("terms.lookback"));
        in.end("terms");
        return terms;
    }

    private static Party party(ByteReader in, String field) {
        return new Party(in.text(field + ".member"), in.text(field + ".account"), in.constant(VIEWS, field + ".view"));
    }

    private static void measure(ByteWriter out, Measure m) {
        out.text(m.name()).utf8(m.label());
        switch (m.unit()) {
            case Unit.Money unit -> out.u8(0).text(unit.asset());
            case Unit.Count unit -> out.u8(1).text(unit.of());
            case Unit.Minutes unit -> out.u8(2);
            case Unit.Percent unit -> out.u8(3);
            case Unit.ExchangeRate unit -> out.u8(4).text(unit.asset());
        }
        out.u8(m.aggregation().ordinal()).u8(m.inParts() ? 1 : 0).text(m.reporter());
        list(out, m.attesters(), out::text);
        out.u16(m.windowDays()).i64(m.least()).i64(m.most());
    }

    private static Measure measure(ByteReader in, String field) {
        return new Measure(
                in.text(field + ".name"),
                in.utf8(MAX_WORDS, field + ".label"),
                unit(in, field + ".unit"),
                in.constant(AGGREGATIONS, field + ".aggregation"),
                in.flag(field + ".inParts"),
                in.text(field + ".reporter"),
                list(in, Terms.MAX_PARTIES, field + ".attesters", ByteReader::text),
                in.u16(field + ".windowDays"),
                in.i64(field + ".least"),
                in.i64(field + ".most"));
    }

    private static Unit unit(ByteReader in, String field) {
        int kind = in.u8(field);
        return switch (kind) {
            case 0 -> new Unit.Money(in.text(field + ".asset"));
            case 1 -> new Unit.Count(in.text(field + ".of"));
            case 2 -> new Unit.Minutes();
            case 3 -> new Unit.Percent();
            case 4 -> new Unit.ExchangeRate(in.text(field + ".asset"));
            default -> throw in.fault(ResultCode.MALFORMED, field, "has the unknown value " + kind);
        };
    }

    private static Reserve reserve(ByteReader in, String field) {
        return new Reserve(
                in.i64(field + ".rate"),
                list(in, Terms.MAX_PARTIES, field + ".from", ByteReader::text),
                in.u16(field + ".months"),
                in.u8(field + ".votes"));
    }

    static void day(ByteWriter out, LocalDate day) {
        out.i32(Math.toIntExact(day.toEpochDay()));
    }

    static LocalDate day(ByteReader in, String field) {
        return LocalDate.ofEpochDay(in.i32(field));
    }

    static <T> void list(ByteWriter out, List<T> items, Consumer<T> writer) {
        out.u8(items.size());
        items.forEach(writer);
    }

    static <T> List<T> list(ByteReader in, int most, String field, BiFunction<ByteReader, String, T> reader) {
        int count = in.u8(field + ".count");
        if (count > most) {
            throw in.fault(ResultCode.TOO_LARGE, field + ".count", "is above " + most);
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(reader.apply(in, field + "[" + i + "]"));
        }
        return items;
    }

    private static <T> void option(ByteWriter out, Optional<T> value, Consumer<T> writer) {
        out.u8(value.isPresent() ? 1 : 0);
        value.ifPresent(writer);
    }

    private static <T> Optional<T> option(ByteReader in, String field, BiFunction<ByteReader, String, T> reader) {
        return in.flag(field) ? Optional.of(reader.apply(in, field)) : Optional.empty();
    }

    static void number(ByteWriter out, OptionalLong value) {
        out.u8(value.isPresent() ? 1 : 0);
        value.ifPresent(out::i64);
    }

    static OptionalLong number(ByteReader in, String field) {
        return in.flag(field) ? OptionalLong.of(in.i64(field)) : OptionalLong.empty();
    }
}
