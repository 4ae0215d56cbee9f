package clearing.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A file of the books, read on the command line. */
final class BooksCommandTest {
    private static final String GOOD = """
            :20:STARTUMS
            :25:HB-HOUSE-HKD
            :28C:18/1
            :60F:C261122HKD0,00
            :61:2611231123D123,45NTRFT0000017
            :62F:D261123HKD123,45
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private Path books;

    @BeforeEach
    void configure() throws IOException {
        books = Files.writeString(folder.resolve("books.json"), """
                {"version": 1, "member": "HarbourBrokers",
                 "accounts": [{"internal": "HB-HOUSE-HKD", "account": "HOUSE", "asset": "HKD"}]}
                """);
    }

    @Test
    void a_good_file_is_told_and_ends_with_0() throws IOException {
        assertThat(check(GOOD)).isZero();
        assertThat(out.toString())
                .contains("MT940 ")
                .contains("number 18 page 1: opening 0.00, movements -123.45, closing -123.45, 1 entries")
                .contains("statement.sta:5:1 2026-11-23 2026-11-23 -123.45 T0000017 -");
    }

    @Test
    void a_bad_one_ends_with_2_and_the_place() throws IOException {
        assertThat(check(GOOD.replace(":62F:D261123HKD123,45", ":62F:D261123HKD123,46"), "--json"))
                .isEqualTo(2);
        JsonObject said = new JsonObject(out.toString());
        JsonObject problem = said.getJsonArray("problems").getJsonObject(0);
        assertThat(problem.getString("code")).isEqualTo("SUM_DIFFERS");
        assertThat(problem.getString("place")).endsWith("statement.sta:6:1");
        assertThat(said.getJsonArray("statements").getJsonObject(0).getBoolean("taken"))
                .isFalse();
    }

    @Test
    void a_package_is_read_file_by_file() throws IOException {
        Path file = folder.resolve("day.zip");
        pack(file, GOOD, GOOD.replace(":28C:18/1", ":28C:19/1").replace("261122HKD0,00", "261123HKD0,00"));
        assertThat(run(file)).isZero();
        assertThat(out.toString()).contains("number 18 page 1", "number 19 page 1", "day.zip/1.sta:5:1");

        pack(file, GOOD, GOOD.replace("D261123HKD123,45", "D261123HKD123,46"));
        assertThat(run(file, "--json")).isEqualTo(2);
        assertThat(out.toString()).contains("In '2.sta': Opening 0.00", "day.zip/2.sta:6:1");
        pack(file, GOOD);
        assertThat(run(file, "--format", "CAMT053")).isEqualTo(2);
    }

    @Test
    void what_is_only_to_be_known_is_told_and_ends_with_0() throws IOException {
        assertThat(check(GOOD + "-\n" + GOOD, "--json")).isZero();

        JsonObject notice =
                new JsonObject(out.toString()).getJsonArray("notices").getJsonObject(0);
        assertThat(notice.getString("code")).isEqualTo("STATEMENT_REPEATED");
        assertThat(notice.getString("place")).endsWith("statement.sta:8:1");
    }

    private static void pack(Path file, String... contents) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < contents.length; i++) {
                zip.putNextEntry(new ZipEntry((i + 1) + ".sta"));
                zip.write(contents[i].getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private int check(String content, String... more) throws IOException {
        return run(Files.writeString(folder.resolve("statement.sta"), content), more);
    }

    private int run(Path file, String... more) {
        CommandLine line = new CommandLine(new BooksCommand()).setOut(new PrintWriter(out));
        String[] arguments = new String[4 + more.length];
        arguments[0] = "check";
        arguments[1] = file.toString();
        arguments[2] = "--books";
        arguments[3] = books.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }
}
