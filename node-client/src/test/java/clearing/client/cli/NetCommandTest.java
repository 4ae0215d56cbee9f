package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class NetCommandTest {
    private static final String DAY = """
            reference,payer,payee,asset,amount
            T1,North,South,HKD,100.00
            T2,South,Bank,HKD,70.00
            T3,Bank,North,HKD,30.00
            T4,South,North,USD,0.05
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path day = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        day = file("day.csv", DAY);
    }

    @Test
    void nets_and_payments_of_each_set_are_printed() {
        assertThat(run("net", "--obligations", day.toString())).isZero();
        assertThat(out.toString())
                .contains("HKD  agreement MASTER  lane MAIN  3 obligations  gross 200.00  paid 70.00")
                .contains("North pays Bank 40.00", "North pays South 30.00", "South pays North 0.05");
    }

    @Test
    void bilateral_pairs_are_printed_as_json() {
        assertThat(run("net", "--obligations", day.toString(), "--mode", "bilateral", "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"mode\" : \"BILATERAL\"", "\"toSecond\" : \"100.00\"", "\"paid\" : \"200.00\"");
    }

    @Test
    void a_member_finds_a_true_cycle_equal() throws IOException {
        Path cycle = cycle("South");
        Path own = file(
                "own.csv", DAY.lines().filter(line -> !line.startsWith("T3")).toList());

        assertThat(run("net", "--obligations", own.toString(), "--member", "South", "--verify", cycle.toString()))
                .isZero();
        assertThat(out.toString()).startsWith("Equal:");
        assertThat(run(
                        "net",
                        "--obligations",
                        own.toString(),
                        "--member",
                        "South",
                        "--verify",
                        cycle.toString(),
                        "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"equal\" : true");
    }

    @Test
    void a_member_sees_where_a_cycle_differs_from_its_own_obligations() throws IOException {
        Path cycle = cycle("South");
        Path own = file("own.csv", DAY.replace("T2,South,Bank,HKD,70.00", "T2,South,Bank,HKD,71.00"));

        assertThat(run("net", "--obligations", own.toString(), "--member", "South", "--verify", cycle.toString()))
                .isEqualTo(Exit.REFUSED);
        assertThat(out.toString())
                .contains("outgoing is 71.00 by the member's own obligations, 70.00 in the published cycle")
                .contains("net is 29.00 by the member's own obligations, 30.00 in the published cycle")
                .contains("obligation T2 South Bank of 71.00 is not proved; the cycle says 70.00");
    }

    @Test
    void an_obligation_that_only_one_side_knows_is_named() throws IOException {
        Path cycle = cycle("South");
        Path fewer = file(
                "fewer.csv", DAY.lines().filter(line -> !line.startsWith("T1")).toList());
        Path more = file("more.csv", DAY + "T9,South,North,HKD,1\nT8,South,North,CNY,2\n");

        assertThat(run("net", "--obligations", fewer.toString(), "--member", "South", "--verify", cycle.toString()))
                .isEqualTo(Exit.REFUSED);
        assertThat(out.toString()).contains("obligation T1 North South of 100.00 is not among the member's own");
        assertThat(run("net", "--obligations", more.toString(), "--member", "South", "--verify", cycle.toString()))
                .isEqualTo(Exit.REFUSED);
        assertThat(out.toString())
                .contains("obligation T9 South North of 1.00 is not in the published cycle")
                .contains(
                        "CNY/MASTER/MAIN: the published cycle has no such netting set; the member's net there is -2.00");
    }

    @Test
    void a_cycle_that_was_tampered_with_is_not_believed() throws IOException {
        String good = Files.readString(cycle("South"));
        for (String[] change : new String[][] {
            {"\"net\" : \"40.00\"", "\"net\" : \"41.00\"", "the nets of all members sum to 1.00"},
            {"\"net\" : \"40.00\"", "\"net\" : \"1e9\"", "a published net is no amount"},
            {"\"amount\" : \"30.00\"", "\"amount\" : \"29.99\"", "payments come to 29.99, its net is 30.00"},
            {"\"index\" : 0,", "\"index\" : 1,", "is not proved"},
            {"\"root\" : \"", "\"root\" : \"00", "is not proved"}
        }) {
            assertThat(good).contains(change[0]);
            Path bad = file("bad.json", good.replace(change[0], change[1]));
            assertThat(run("net", "--obligations", day.toString(), "--member", "South", "--verify", bad.toString()))
                    .as(change[1])
                    .isEqualTo(Exit.REFUSED);
            assertThat(out.toString()).contains(change[2]);
        }
    }

    @Test
    void every_bad_row_is_located() throws IOException {
        Path bad = file("bad.csv", """
                reference,payer,payee,asset,amount
                t1,North,South,HKD,1
                T2,North,North,HKD,1
                T3,North,South,XXX,1
                T4,North,South,HKD,1.001
                T5,North,South,HKD,0
                T6,,South,HKD,1
                T7,North,South,HKD,1
                T7,North,South,HKD,2
                T8,North,South
                """);

        assertThat(run("net", "--obligations", bad.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString())
                .contains(bad + ":2:1: BAD_REFERENCE", bad + ":3:3: OWN_COUNTERPARTY", bad + ":4:4: UNKNOWN_ASSET")
                .contains(bad + ":5:5: MALFORMED", bad + ":6:5: AMOUNT_NOT_POSITIVE", bad + ":7:2: BAD_VALUE")
                .contains(bad + ":9:1: DUPLICATE_REFERENCE", "stands on line 8", bad + ":10:3: FIELD_COUNT");
    }

    @Test
    void sums_beyond_the_limit_and_files_of_another_kind_are_bad_input() throws IOException {
        StringBuilder large = new StringBuilder("reference,payer,payee,asset,amount\n");
        for (int i = 0; i < 10; i++) {
            large.append("T").append(i).append(",North,South,JPY,1000000000000000000\n");
        }
        Path sums = file("sums.csv", large.toString());
        Path columns = file("columns.csv", "reference,payer\nT1,North\n");
        Path json = file("cycle.json", "{\"mode\":\"MULTILATERAL\",\n\"nonsense\":1}");

        assertThat(run("net", "--obligations", sums.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains(sums + ":0:0: AMOUNT_TOO_LARGE");
        assertThat(run("net", "--obligations", columns.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains(columns + ":1:0: MISSING_COLUMN There is no column 'payee'.");
        assertThat(run("net", "--obligations", day.toString(), "--member", "South", "--verify", json.toString()))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains(json + ":2:", "MALFORMED_CYCLE");
    }

    @Test
    void options_that_do_not_fit_are_refused() {
        assertThat(run("net", "--obligations", day.toString(), "--payments", "none"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(run("net", "--obligations", day.toString(), "--verify", "x.json"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(run("net", "--obligations", day.toString(), "--member", "West"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(run("net", "--obligations", folder.resolve("none.csv").toString()))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("There is no such file.");
    }

    private Path cycle(String member) throws IOException {
        assertThat(run("net", "--obligations", day.toString(), "--member", member, "--json"))
                .isZero();
        return file("cycle.json", out.toString());
    }

    private Path file(String name, Iterable<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
