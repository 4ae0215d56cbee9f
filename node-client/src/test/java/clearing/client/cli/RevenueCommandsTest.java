package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of revenue that need no ledger. */
class RevenueCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_template_passes_its_own_check() throws IOException {
        Path file = template("user-steps");

        assertThat(run("revenue", "check", file.toString())).isZero();
        assertThat(out.toString())
                .startsWith("OK  STEPS-1 version 1: Share that rises with users")
                .contains("REFERRAL         20 % of the pool to LanternPay")
                .contains("20 % where users is up to 1,000,000 users")
                .contains("25 % where users is above 1,000,000 users")
                .contains("Hash to sign: ");
    }

    @Test
    void each_fault_is_told_at_its_line_and_nothing_else_is_said() throws IOException {
        Path file = template("user-steps");
        Files.writeString(file, Files.readString(file).replace("above: 1,000,000 users", "above: 20,000,000 users"));

        assertThat(run("revenue", "check", file.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("user-steps.yaml:37:16: UNREACHABLE clauses[0].rate.changes[0].above: users is never above"
                        + " 20,000,000 users, at most 10,000,000 users.");
        assertThat(run("revenue", "check", file.toString(), "--json")).isEqualTo(Exit.BAD_INPUT);
        assertThat(out.toString()).contains("\"code\" : \"UNREACHABLE\"").contains("\"line\" : 37");
    }

    @Test
    void a_simulation_carries_what_rounding_leaves() throws IOException {
        Path file = template("reserve");
        Path past = folder.resolve("past.csv");
        Files.writeString(past, """
                period,measure,value
                2027-01,service_fee,0.01
                2027-02,service_fee,0.01 HKD
                2027-03,service_fee,0.01
                """);

        assertThat(run("revenue", "simulate", file.toString(), "--facts", past.toString(), "--json"))
                .isZero();
        // 0.4 of a minor unit a month: none, one, none, and 0.2 still owed.
        assertThat(out.toString().split("\"amount\" : \"0.01\"", -1)).hasSize(4);
        assertThat(out.toString()).contains("\"exact\" : \"2/5\"");
    }

    @Test
    void a_variation_shows_the_step() throws IOException {
        Path file = template("user-steps");

        assertThat(run(
                        "revenue",
                        "simulate",
                        file.toString(),
                        "--fact",
                        "platform_revenue=1000000",
                        "--vary",
                        "users=0..2,000,000",
                        "--steps",
                        "4"))
                .isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("200,000.00")))
                .hasSize(3);
        assertThat(out.toString().lines().filter(line -> line.contains("250,000.00")))
                .hasSize(2);
    }

    @Test
    void facts_that_do_not_fit_are_refused() throws IOException {
        String file = template("user-steps").toString();

        assertThat(run("revenue", "simulate", file, "--fact", "users=-1")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("'-1' is no number");
        assertThat(run("revenue", "simulate", file, "--fact", "users=1")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("2027-01 lacks a value of platform_revenue");
        assertThat(run("revenue", "simulate", file, "--fact", "user=1")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("there is no measure 'user'");
        assertThat(run(
                        "revenue",
                        "simulate",
                        file,
                        "--period",
                        "2026-12",
                        "--fact",
                        "users=1",
                        "--fact",
                        "platform_revenue=1"))
                .isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("not in force in 2026-12");
        Path past = folder.resolve("past.csv");
        Files.writeString(past, "period,measure,value\n2027-1,users,1\n2027-02,users,\"20,000,000\"\n");
        assertThat(run("revenue", "simulate", file, "--facts", past.toString())).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("past.csv:2:0: MALFORMED_FACT '2027-1' is no period");
    }

    @Test
    void templates_are_listed_and_printed() {
        assertThat(run("revenue", "template", "--list")).isZero();
        assertThat(out.toString().lines()).hasSize(10);
        assertThat(run("revenue", "template", "nothing")).isEqualTo(Exit.BAD_INPUT);
        assertThat(err.toString()).contains("there is no template nothing");
    }

    private Path template(String name) throws IOException {
        assertThat(run("revenue", "template", name)).isZero();
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, out.toString());
        out.getBuffer().setLength(0);
        return file;
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
