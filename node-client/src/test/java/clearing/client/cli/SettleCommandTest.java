package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class SettleCommandTest {
    private static final String QUEUE = """
            reference,payer,payee,asset,amount,settlement_asset,settlement_amount,priority,earliest,latest,partial
            A1,North,South,HKD,100.00,,,,,,
            A2,South,Bank,HKD,100.00,,,,,,
            A3,Bank,North,HKD,90.00,,,,,,
            B1,North,Bank,US0378331005,40,HKD,80.00,NORMAL,,,YES
            C1,South,North,USD,5.00,,,URGENT,14:00,15:00,NO
            """;
    private static final String BALANCES = """
            member,asset,amount
            North,HKD,10.00
            North,US0378331005,30
            Bank,HKD,60.00
            South,USD,5.00
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path queue = Path.of("");
    private Path balances = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        queue = file("queue.csv", QUEUE);
        balances = file("balances.csv", BALANCES);
    }

    @Test
    void what_settles_in_which_order_what_waits_and_why() {
        assertThat(offline()).isZero();
        assertThat(out.toString())
                .contains("1 C1               GROSS        South gives North 5.00 USD")
                .contains("A1               MULTILATERAL North gives South 100.00 HKD")
                .contains("B1               PARTIAL      North gives Bank 30 US0378331005 (part)")
                .contains("Waits: 1")
                .contains("North lacks 10 US0378331005");
    }

    @Test
    void a_change_is_shown_beside_how_things_stand() {
        assertThat(offline("--with", "North US0378331005 +10", "--with", "Bank HKD +20.00"))
                .isZero();
        assertThat(out.toString())
                .contains("With the changes: 5 settle instead of 4")
                .containsPattern("obligation +B1 +PARTIAL 30, 10 waits +");
    }

    @Test
    void a_treasurer_sees_what_a_missing_amount_would_free() throws IOException {
        queue = file("queue.csv", """
                        reference,payer,payee,asset,amount
                        A1,North,South,HKD,100.00
                        A2,North,Bank,HKD,50.00
                        """);
        assertThat(offline("--json", "--with", "North HKD +140.00")).isZero();
        assertThat(out.toString())
                .contains("\"missing\" : \"40.00\"", "\"missingInOrder\" : \"140.00\"")
                .contains("\"with\" : {", "\"base\" : \"waits\"", "\"changed\" : \"GROSS\"");
    }

    @Test
    void caps_let_members_go_below_zero() throws IOException {
        Path caps = file("caps.csv", "member,asset,cap\nNorth,HKD,95.00\n");
        assertThat(offline("--caps", caps.toString(), "--method", "gross", "--json"))
                .isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("\"reference\" : \"A1\", \"step\" : \"GROSS\"")
                .contains("\"member\" : \"North\", \"asset\" : \"HKD\", \"before\" : \"10.00\"");
    }

    @Test
    void times_decide_who_takes_part() {
        assertThat(offline("--at", "15:01")).isZero();
        assertThat(out.toString()).doesNotContain("C1");
    }

    @Test
    void every_fault_has_its_place() throws IOException {
        queue = file("bad.csv", """
                        reference,payer,payee,asset,amount,partial,latest,settlement_asset
                        A1,North,North,HKD,1.00,,,
                        A1,North,South,XXQ,1.00,,,
                        A3,North,South,HKD,1.001,MAYBE,25:00,USD
                        """);
        assertThat(offline()).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString())
                .contains("bad.csv:2:3: OWN_COUNTERPARTY")
                .contains("bad.csv:3:1: DUPLICATE_REFERENCE")
                .contains("bad.csv:3:4: UNKNOWN_ASSET")
                .contains(
                        "bad.csv:4:5: ", "bad.csv:4:6: BAD_VALUE", "bad.csv:4:7: BAD_VALUE", "bad.csv:4:0: BAD_VALUE");
    }

    @Test
    void a_change_that_cannot_be_read_is_bad_input() {
        assertThat(offline("--with", "North HKD 5")).isEqualTo(Exit.BAD_INPUT);
        assertThat(offline("--with", "North HKD -10.01")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("--with:0:0: BAD_VALUE", "--with:0:0: BELOW_FLOOR");
    }

    @Test
    void files_and_ledger_exclude_each_other_and_one_is_needed() {
        assertThat(run("settle")).isEqualTo(Exit.BAD_INPUT);
        assertThat(offline("--profile", "profile.json")).isEqualTo(Exit.BAD_INPUT);
        assertThat(offline("--fail-overdue")).isEqualTo(Exit.BAD_INPUT);
    }

    private int offline(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("settle", "--obligations", queue.toString(), "--balances", balances.toString()));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
