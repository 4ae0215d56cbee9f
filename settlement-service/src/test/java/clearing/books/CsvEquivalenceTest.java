package clearing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reader of CSV books works on places in the text, remembers what repeats and takes short ways. Whatever the file, it answers as
 * {@link PlainCsvBooks} does, which has none of that: the same entries with all their fields, the same hashes, the same problems at
 * the same places in the same words.
 */
@Timeout(300)
class CsvEquivalenceTest {
    private static final int SEEDS = 12_000;
    private static final Limits LIMITS = new Limits(20_000, 40, 16, 60, 1_000, 40);

    /** Drawn fields: mostly well, at times wrong in each way that a field can be. */
    private static final Map<CsvTarget, List<String>> WELL = Map.ofEntries(
            Map.entry(CsvTarget.RECORD, List.of("ENTRY", "ENTRY", "ENTRY", "E", "OPENING", "CLOSING")),
            Map.entry(CsvTarget.STATEMENT, List.of("", "S1", "S2")),
            Map.entry(CsvTarget.ACCOUNT, List.of("HB-SEC", "HB-HOUSE-HKD", "HB-SEC", "HB-SEC ")),
            Map.entry(CsvTarget.ASSET, List.of("HKD", "HKD", "JPY", "HK0000069689")),
            Map.entry(CsvTarget.BOOKING_DATE, List.of("2026-11-23", "2026-11-24", "", "2026-02-28")),
            Map.entry(CsvTarget.VALUE_DATE, List.of("2026-11-23", "2026-11-25", "2024-02-29")),
            Map.entry(CsvTarget.REFERENCE, List.of("T1", "T2-7", "T1+T2", " T3 + T1+T3", "", "NONREF", "+", "戶口")),
            Map.entry(CsvTarget.COUNTERPARTY, List.of("LOTUHKHH", "Lotus  Securities limited", "", "Étoile", "Öl AG")),
            Map.entry(CsvTarget.AMOUNT, List.of("1", "12", "-7", "+3", "12.5", "1,234.50", "0.10", "7.00", "-0")),
            Map.entry(CsvTarget.DEBIT, List.of("", "", "1.5", "12", "0", "1,234")),
            Map.entry(CsvTarget.CREDIT, List.of("", "2", "2.25", "0.0")),
            Map.entry(CsvTarget.DIRECTION, List.of("S", "H", "DEBIT", "CREDIT")),
            Map.entry(CsvTarget.REVERSAL, List.of("", "false", "true", "yes")),
            Map.entry(CsvTarget.TEXT, List.of("", "sold", "sold \"all\"", "two\nlines", "a\r\nb\rc", "x".repeat(58))),
            Map.entry(CsvTarget.CODE, List.of("NTRF", "NMSC", "", "é")),
            Map.entry(CsvTarget.ENTRY_ID, List.of("", "1", "2", "7/9", "7/10", "07", "a", "b")));

    private static final List<String> WRONG = List.of(
            "",
            " ",
            "?",
            "-",
            "--1",
            "1e9",
            "1.2.3",
            ".5",
            "5.",
            "12,34.5",
            "0.123",
            "0.1230000",
            "999999999999999999",
            "1000000000000000000",
            "1000000000000000001",
            "99999999999999999999",
            "0000000000000000000001",
            "٣",
            "2026-11-31",
            "2026-1-1",
            "24.11.2026",
            "0001-01-01",
            "3000-01-01",
            "NOBODY",
            "XYZ",
            "\u2003HKD\u2003",
            "x".repeat(61),
            "x".repeat(70),
            "1".repeat(65),
            "\u0007",
            "a,b",
            "\"",
            "\"\"",
            "\n",
            "\r",
            "𝄞",
            "\uFFFD");

    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r", "\n\n", "\n \n", "\r\r\n", "\n\"\"\n");

    @Test
    void reads_every_file_as_the_plain_reader_does() throws IOException {
        Set<ProblemCode> met = EnumSet.noneOf(ProblemCode.class);
        int clean = 0;
        int entries = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CsvMapping mapping = mapping(random);
            byte[] content = bytes(mapping, random);
            Limits limits = random.nextInt(20) == 0 ? new Limits(300, 40, 16, 60, 1_000, 5) : LIMITS;
            BooksFile plain =
                    PlainCsvBooks.read(Samples.config(), Samples.SCALES, limits, "books.csv", content, mapping);

            BooksFile file = new CsvBooks(Samples.config(), Samples.SCALES, limits)
                    .read("books.csv", new ByteArrayInputStream(content), mapping);

            assertThat(file).as("seed %d of %s", seed, mapping).isEqualTo(plain);
            file.problems().forEach(problem -> met.add(problem.code()));
            clean += file.isClean() ? 1 : 0;
            entries +=
                    file.statements().stream().mapToInt(s -> s.entries().size()).sum();
        }
        assertThat(clean).as("files without a problem").isGreaterThan(SEEDS / 20);
        assertThat(entries).as("entries that were read").isGreaterThan(SEEDS);
        assertThat(met)
                .contains(
                        ProblemCode.TOO_LARGE,
                        ProblemCode.CHARSET,
                        ProblemCode.FIELD_MISSING,
                        ProblemCode.FIELD_TOO_LONG,
                        ProblemCode.FIELD_DUPLICATE,
                        ProblemCode.FIELD_INVALID,
                        ProblemCode.AMOUNT_MALFORMED,
                        ProblemCode.AMOUNT_TOO_PRECISE,
                        ProblemCode.AMOUNT_TOO_LARGE,
                        ProblemCode.DATE_MALFORMED,
                        ProblemCode.ASSET_UNKNOWN,
                        ProblemCode.ACCOUNT_UNKNOWN,
                        ProblemCode.BALANCE_MISSING,
                        ProblemCode.SUM_DIFFERS,
                        ProblemCode.COLUMN_UNKNOWN,
                        ProblemCode.ROW_WIDTH,
                        ProblemCode.ROW_QUOTE);
    }

    @Test
    void remembers_no_more_than_it_may_and_mistakes_nothing() throws IOException {
        CsvMapping mapping = CsvMapping.ofColumns(Map.of(
                CsvTarget.ACCOUNT, "a",
                CsvTarget.ASSET, "s",
                CsvTarget.VALUE_DATE, "d",
                CsvTarget.AMOUNT, "n",
                CsvTarget.COUNTERPARTY, "c",
                CsvTarget.CODE, "k",
                CsvTarget.STATEMENT, "t",
                CsvTarget.ENTRY_ID, "i"));
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("a,s,d,n,c,k,t,i\n");
        LocalDate first = LocalDate.of(1990, 1, 1);
        for (int i = 0; i < 6_000; i++) {
            String near = "a name that is longer than two numbers " + random.nextInt(3_000) + " and ends alike";
            text.append("HB-SEC,HKD,")
                    .append(first.plusDays(random.nextInt(5_000)))
                    .append(",1.")
                    .append(random.nextInt(100))
                    .append(random.nextBoolean() ? ",\u0000" : ",")
                    .append(random.nextBoolean() ? near : "N" + random.nextInt(2_000))
                    .append(",\u0000")
                    .append("\u0000".repeat(random.nextInt(9)))
                    .append(",S")
                    .append(random.nextInt(700))
                    .append(',')
                    .append(i < 3_000 ? i : random.nextInt(4_000))
                    .append('\n');
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);

        BooksFile file = new CsvBooks(Samples.config(), Samples.SCALES)
                .read("books.csv", new ByteArrayInputStream(content), mapping);

        assertThat(file.rowsRead()).isEqualTo(6_000);
        assertThat(file)
                .isEqualTo(PlainCsvBooks.read(
                        Samples.config(), Samples.SCALES, Limits.STANDARD, "books.csv", content, mapping));
    }

    @ParameterizedTest
    @CsvSource({
        "7/9, 7/10, true",
        "7/10, 7/9, false",
        "7, 7, false",
        "07, 7, false",
        "7, 07, false",
        "'', a, true",
        "a, '', false",
        "a1, a01b, true",
        "1/2/3, 1/10/0, true",
        "9, 10, true",
        "99999999999999999999, 100000000000000000000, true",
        "a-2, a.1, true",
    })
    void ids_ascend_where_their_numbers_do(String from, String to, boolean ascends) {
        assertThat(EntryIds.ascends(from, to)).isEqualTo(ascends);
    }

    private static CsvMapping mapping(Random random) {
        Map<CsvTarget, String> columns = new EnumMap<>(CsvTarget.class);
        Map<CsvTarget, String> constants = new EnumMap<>(CsvTarget.class);
        for (CsvTarget target : CsvTarget.values()) {
            int way = random.nextInt(10);
            boolean needed = target == CsvTarget.ACCOUNT || target == CsvTarget.ASSET || target == CsvTarget.VALUE_DATE;
            if (way == 0) {
                constants.put(target, pick(WELL.get(target), random));
            } else if (needed || way < (target == CsvTarget.RECORD ? 3 : 6)) {
                columns.put(target, "c" + target.ordinal());
            }
        }
        boolean two = random.nextInt(4) == 0;
        for (CsvTarget each :
                two ? List.of(CsvTarget.AMOUNT, CsvTarget.DIRECTION) : List.of(CsvTarget.DEBIT, CsvTarget.CREDIT)) {
            columns.remove(each);
            constants.remove(each);
        }
        for (CsvTarget each : two ? List.of(CsvTarget.DEBIT, CsvTarget.CREDIT) : List.of(CsvTarget.AMOUNT)) {
            if (!constants.containsKey(each)) {
                columns.put(each, "c" + each.ordinal());
            }
        }
        Map<CsvTarget, Map<String, String>> words = new EnumMap<>(CsvTarget.class);
        words.put(
                pick(List.of(CsvTarget.values()), random),
                Map.of("?", "T9", "", random.nextBoolean() ? "" : "2026-11-23"));
        words.put(CsvTarget.DIRECTION, Map.of("S", "DEBIT", "H", "CREDIT"));
        words.put(CsvTarget.RECORD, Map.of("E", "ENTRY"));
        words.put(CsvTarget.REVERSAL, Map.of("yes", "true", "?", "maybe"));
        return new CsvMapping(
                columns,
                constants,
                words,
                Dates.pattern("uuuu-MM-dd"),
                '.',
                random.nextBoolean() ? Optional.of(',') : Optional.empty(),
                pick(List.of(',', ';', '\t', 'é', '|'), random),
                pick(List.of('"', '"', '"', '\''), random),
                pick(
                        List.of(
                                StandardCharsets.UTF_8,
                                StandardCharsets.UTF_8,
                                StandardCharsets.ISO_8859_1,
                                StandardCharsets.US_ASCII,
                                Charset.forName("windows-1252")),
                        random),
                pick(List.of("+", "+", ", "), random));
    }

    private static byte[] bytes(CsvMapping mapping, Random random) {
        int wrong = pick(List.of(0, 0, 100, 20), random);
        List<CsvTarget> order = new ArrayList<>(mapping.columns().keySet());
        order.sort(null);
        Collections.shuffle(order, random);
        StringBuilder text = new StringBuilder();
        String end = pick(LINE_ENDS, random);
        List<String> header =
                new ArrayList<>(order.stream().map(t -> "c" + t.ordinal()).toList());
        header.add("none");
        if (wrong > 0 && random.nextInt(15) == 0) {
            header.set(random.nextInt(header.size()), pick(List.of("none", "c2"), random));
        }
        row(
                text,
                mapping,
                random,
                header.stream().<Supplier<String>>map(name -> () -> name).toList(),
                0);
        text.append(end);
        for (int rows = random.nextInt(12); rows > 0; rows--) {
            List<Supplier<String>> fields = new ArrayList<>();
            for (CsvTarget target : order) {
                fields.add(() -> pick(WELL.get(target), random));
            }
            fields.add(() -> "");
            if (wrong > 0 && random.nextInt(wrong) == 0) {
                fields = fields.subList(0, 1 + random.nextInt(fields.size()));
            }
            row(text, mapping, random, fields, wrong);
            text.append(wrong > 0 ? pick(LINE_ENDS, random) : end);
        }
        return encoded(text.toString(), mapping.charset(), wrong, random);
    }

    private static void row(
            StringBuilder text, CsvMapping mapping, Random random, List<Supplier<String>> fields, int wrong) {
        String quote = String.valueOf(mapping.quote());
        for (int i = 0; i < fields.size(); i++) {
            boolean bad = wrong > 0 && random.nextInt(wrong) == 0;
            String field = bad ? pick(WRONG, random) : fields.get(i).get();
            boolean needsQuotes = field.contains(quote)
                    || field.chars().anyMatch(c -> c == mapping.delimiter() || c == '\n' || c == '\r');
            boolean quoted = needsQuotes ? !bad || random.nextInt(3) > 0 : random.nextInt(8) == 0;
            text.append(i == 0 ? "" : String.valueOf(mapping.delimiter()))
                    .append(quoted ? quote + field.replace(quote, quote + quote) + quote : field)
                    .append(wrong > 0 && quoted && random.nextInt(wrong) == 0 ? "x" : "")
                    .append(
                            bad && random.nextInt(30) == 0
                                    ? String.valueOf(mapping.delimiter()).repeat(520)
                                    : "");
        }
    }

    private static byte[] encoded(String text, Charset stated, int wrong, Random random) {
        byte[] bytes = switch (random.nextInt(8)) {
            case 0 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case 1 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            case 2 -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);
            default -> text.getBytes(stated);
        };
        if (wrong > 0 && bytes.length > 0 && random.nextInt(6) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return Arrays.copyOf(bytes, bytes.length - random.nextInt(Math.min(5, bytes.length)));
        }
        return bytes;
    }

    private static <T> T pick(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
