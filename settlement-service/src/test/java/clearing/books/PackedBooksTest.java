package clearing.books;

import static clearing.books.Samples.document;
import static clearing.books.Samples.entry;
import static clearing.books.Samples.reference;
import static clearing.books.Samples.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** ZIPs of statements and gzip: read whole, or refused with the name of the file in it. */
class PackedBooksTest {
    private static final String FIRST = document(8, statement("0.00", "1.00", entry("1.00", reference("T1"))));
    private static final String SECOND = document(2, statement("1.00", "3.50", entry("2.50", reference("T2"))))
            .replace("<Id>S1<", "<Id>S2<");
    private static final Limits SMALL = new Limits(4 << 20, 40, 16, 4_000, 10_000, 1_000);

    @Test
    void every_file_of_a_package_is_read() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("2026/", "");
        files.put("2026/a.xml", FIRST);
        files.put("2026/b.xml", SECOND);
        files.put("__MACOSX/2026/._a.xml", "x");
        files.put("2026/a.pdf", "%PDF-1.7 x");

        BooksFile read = read(zip(files), Limits.STANDARD);

        assertThat(read.problems()).isEmpty();
        assertThat(read.statements()).extracting(Statement::statementId).containsExactly("S1", "S2");
        assertThat(read.statements())
                .extracting(Statement::source)
                .containsExactly("day.zip/2026/a.xml", "day.zip/2026/b.xml");
        assertThat(read.format()).contains(BooksFormat.CAMT053);
        assertThat(read.rowsRead()).isEqualTo(2);
        assertThat(read.sha256()).hasSize(64);
        assertThat(read.notices())
                .extracting(n -> n.code() + " " + n.value())
                .containsExactly("FILE_LEFT_OUT 2026/a.pdf");
    }

    @Test
    void one_bad_file_refuses_all_and_is_named() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.xml", FIRST);
        files.put("b.xml", SECOND.replace(">2.50<", ">2.51<"));

        BooksFile read = read(zip(files), Limits.STANDARD);

        assertThat(read.statements()).isEmpty();
        assertThat(read.accepted(false)).isEmpty();
        assertThat(read.refused()).hasSize(2);
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SUM_DIFFERS);
            assertThat(problem.sentence()).startsWith("In 'b.xml': ");
            assertThat(problem.location().file()).isEqualTo("day.zip/b.xml");
            assertThat(problem.location().line()).isEqualTo(3);
        });
    }

    @Test
    void a_gzip_is_the_file_within() {
        BooksFile read = packed(Limits.STANDARD).read("a.xml.gz", gzip(FIRST));

        assertThat(Samples.only(read).source()).isEqualTo("a.xml");
        byte[] cut = gzip(FIRST);
        assertThat(codes(Arrays.copyOf(cut, cut.length - 9))).containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
    }

    @Test
    void packages_that_are_none_of_books_are_refused() {
        assertThat(read(zip(Map.of("in.zip", "PK\u0003\u0004")), Limits.STANDARD)
                        .problems())
                .singleElement()
                .satisfies(p -> assertThat(p.sentence()).contains("in.zip", "package itself"));
        assertThat(codes(zip(Map.of("x/", "")))).containsExactly(ProblemCode.FIELD_MISSING);
        byte[] whole = zip(Map.of("a.xml", FIRST));
        assertThat(codes(Arrays.copyOf(whole, whole.length - 30))).containsExactly(ProblemCode.MESSAGE_UNSUPPORTED);
        byte[] damaged = whole.clone();
        damaged[60] ^= 1;
        assertThat(read(damaged, Limits.STANDARD).statements()).isEmpty();
        assertThat(read(damaged, Limits.STANDARD).problems()).hasSize(1);
    }

    @Test
    void what_inflates_beyond_its_bounds_is_refused_before_it_is_there() {
        String zeros = " ".repeat(3 << 20);
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 2_001; i++) {
            many.put(i + ".xml", "");
        }
        Random random = new Random(1);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            noise.append((char) ('a' + random.nextInt(26)));
        }

        assertThat(sentence(zip(many))).contains("2000 parts");
        assertThat(sentence(zip(Map.of("a.xml", zeros)))).contains("inflates to more than 1048576 bytes");
        assertThat(sentence(gzip(zeros))).contains("inflates to more than 1048576 bytes");
        assertThat(sentence(zip(Map.of("a.xml", zeros, "b.xml", zeros, "n", noise.toString()))))
                .contains("inflates to more than 4194304 bytes");
    }

    /** However a package is changed, what comes of it is all of it, or a problem. */
    @Test
    void changed_packages_give_all_or_nothing() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.xml", FIRST);
        files.put("b.xml", SECOND);
        byte[] whole = zip(files);
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            BooksFile read = packed(SMALL).read("day.zip", bytes);
            assertThat(read.statements().size()).as("seed " + seed).isIn(0, 2);
            assertThat(read.problems().isEmpty())
                    .as("seed " + seed)
                    .isEqualTo(!read.statements().isEmpty());
            refused += read.isClean() ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(String content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static PackedBooks packed(Limits limits) {
        CamtBooks camt =
                new CamtBooks(Samples.configWithReferences(BooksConfig.DEFAULT_REFERENCES), Samples.SCALES, limits);
        return new PackedBooks(limits, (name, bytes) -> {
            try {
                return camt.read(name, new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static BooksFile read(byte[] bytes, Limits limits) {
        return packed(limits).read("day.zip", bytes);
    }

    private static String sentence(byte[] bytes) {
        BooksFile read = read(bytes, SMALL);
        assertThat(read.statements()).isEmpty();
        Problem last = read.problems().getLast();
        assertThat(last.code()).isEqualTo(ProblemCode.TOO_LARGE);
        return last.sentence();
    }

    private static List<ProblemCode> codes(byte[] bytes) {
        return read(bytes, Limits.STANDARD).problems().stream()
                .map(Problem::code)
                .toList();
    }
}
