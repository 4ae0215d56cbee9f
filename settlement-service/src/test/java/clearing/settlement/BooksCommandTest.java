package clearing.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private int check(String content, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("statement.sta"), content);
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
