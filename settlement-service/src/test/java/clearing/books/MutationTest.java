package clearing.books;

import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Valid files changed by a seeded mutator: bytes flipped, cut, repeated, moved, and words put in that parsers stumble over. Whatever
 * comes, the answer is a value: either proven statements, or problems that name a code and a place.
 */
@Timeout(120)
class MutationTest {
    private static final List<String> WORDS = List.of(
            "<!DOCTYPE a [<!ENTITY b \"c\">]>",
            "&b;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?x y?>",
            "<Ntry>",
            "</Ntry>",
            "<Stmt>",
            "</Stmt>",
            "<Amt Ccy=\"HKD\">",
            "1e100000000",
            "99999999999999999999",
            "-1",
            "٣",
            "NaN",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "xmlns=\"urn:x\"",
            "\"",
            "\"\"",
            ",",
            "\n",
            "\r",
            ";",
            "HK0000069689",
            "2026-02-30",
            "&#0;",
            "&#x110000;",
            "encoding=\"UTF-32\"",
            "encoding=\"IBM037\"",
            ":61:",
            ":86:",
            ":20:",
            ":62F:C261123EUR1,00",
            "-}{1:",
            "//",
            "?20",
            "/EREF/",
            "NONREF",
            "OPENING",
            "CLOSING",
            "ENTRY");

    @Test
    void mutated_statements_never_surprise_the_reader() throws IOException {
        CamtBooks reader = new CamtBooks(
                Samples.configWithReferences(BooksConfig.DEFAULT_REFERENCES),
                Samples.SCALES,
                new Limits(1 << 20, 40, 16, 4_000, 10_000, 10_000));
        List<byte[]> seeds = List.of(
                resource("camt053.v2.multi.statement.xml"),
                resource("camt053.v4.xml"),
                document(8, statement("0.00", "3.00", entry("3.00", reference("T1") + reference("T2"))))
                        .getBytes(StandardCharsets.UTF_8),
                document(13, statement("1.00", "0.50", entry("-0.50", reference("T1"))))
                        .replace("UTF-8", "UTF-16")
                        .getBytes(StandardCharsets.UTF_16));
        int read = 0;
        for (int seed = 0; seed < 12_000; seed++) {
            byte[] input = mutate(seeds.get(seed % seeds.size()), new Random(seed));
            read += check(reader.read("mutated.xml", new ByteArrayInputStream(input)), input, seed);
        }
        assertThat(read).as("some mutations leave the file readable").isGreaterThan(100);
    }

    @Test
    void mutated_swift_messages_never_surprise_the_reader() throws IOException {
        BooksConfig config = new BooksConfig(
                "M",
                List.of(
                        new BooksConfig.Account("517852257", "HOUSE", BooksConfig.ANY_ASSET),
                        new BooksConfig.Account("PL29114010810000267002001002", "HOUSE", BooksConfig.ANY_ASSET)),
                Map.of(),
                BooksConfig.DEFAULT_REFERENCES,
                List.of(),
                Map.of());
        MtBooks reader =
                new MtBooks(config, a -> OptionalInt.of(2), new Limits(1 << 20, 40, 16, 4_000, 10_000, 10_000));
        String whole = new String(resource("mt940-abnamro.sta"), StandardCharsets.ISO_8859_1)
                .replace("EUR876,84", "EUR2914,84")
                .replace("EUR1849,75", "EUR2852,35");
        String structured =
                "{1:F01X}{2:I940X}{4:\n:20:S\n:25:517852257\n:28C:1/1\n:60F:C261122EUR0,\n:61:2611231123RCR1,5"
                        + "NTRFKREF+//B\n/OCMT/USD1,2/\n:86:166?00A?20EREF+T1?21SVWZ+x?32Lotus\n:62M:D261123EUR1,5\n-}\n";
        List<byte[]> seeds = List.of(
                whole.getBytes(StandardCharsets.UTF_8),
                resource("mt942-mbank.sta"),
                resource("mt940-sparkassen.sta"),
                structured.getBytes(StandardCharsets.UTF_8));
        int read = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] input = mutate(seeds.get(seed % seeds.size()), new Random(seed));
            read += check(reader.read("mutated.sta", new ByteArrayInputStream(input)), input, seed);
        }
        assertThat(read).as("some mutations leave the file readable").isGreaterThan(100);
    }

    @Test
    void mutated_csv_never_surprises_the_reader() throws IOException {
        CsvBooks reader =
                new CsvBooks(Samples.config(), Samples.SCALES, new Limits(1 << 20, 40, 16, 4_000, 10_000, 10_000));
        CsvMapping mapping = BooksConfigReader.readMapping("mapping.json", """
                {"columns": {"record": "r", "account": "a", "asset": "i", "valueDate": "d", "amount": "n", "reference": "x"}}""".getBytes(StandardCharsets.UTF_8));
        byte[] seedFile = """
                r,a,i,d,n,x
                OPENING,HB-SEC,HK0000069689,2026-11-23,5,
                ENTRY,HB-SEC,HK0000069689,2026-11-23,-2,"T1"
                ENTRY,HB-SEC,HK0000069689,2026-11-23,4,T2+T3
                CLOSING,HB-SEC,HK0000069689,2026-11-23,7,
                """.getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] input = mutate(seedFile, new Random(seed));
            read += check(reader.read("mutated.csv", new ByteArrayInputStream(input), mapping), input, seed);
        }
        assertThat(read).as("some mutations leave the file readable").isGreaterThan(100);
    }

    private static int check(BooksFile file, byte[] input, int seed) {
        for (Statement statement : file.statements()) {
            if (statement.proven()) {
                long opening = statement.opening().orElseThrow().minor();
                long closing = statement.closing().orElseThrow().minor();
                if (opening + statement.movementsMinor() != closing) {
                    throw new AssertionError("seed " + seed + " proves a wrong sum: " + statement);
                }
            }
        }
        for (Problem problem : file.problems()) {
            boolean controls = problem.sentence().chars().anyMatch(Character::isISOControl);
            if (problem.location().line() < 0 || problem.sentence().isEmpty() || controls) {
                throw new AssertionError("seed " + seed + " of " + input.length + " bytes: " + problem);
            }
        }
        if (file.problems().isEmpty() && file.statements().isEmpty() && file.rowsRead() > 0) {
            throw new AssertionError("seed " + seed + " loses its rows in silence");
        }
        return file.isClean() ? 1 : 0;
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
            bytes = switch (random.nextInt(7)) {
                case 0 -> {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                    yield bytes;
                }
                case 1 -> Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> splice(bytes, at, at + length, new byte[0]);
                case 3 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
                case 4 -> splice(bytes, at, at, word(random));
                case 5 -> splice(bytes, at, at + length, word(random));
                default -> {
                    bytes[at] = (byte) ('0' + random.nextInt(10));
                    yield bytes;
                }
            };
            if (bytes.length == 0) {
                return new byte[] {'<'};
            }
        }
        return bytes;
    }

    private static byte[] word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        byte[] result = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, to, result, from + with.length, bytes.length - to);
        return result;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = MutationTest.class.getResourceAsStream("/statements/" + name)) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }
}
