package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.SettledDay;
import clearing.client.certificate.SettledDay.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The chain of an embedded ledger, on which three deliveries against payment settled, under other rules. */
class ReplayCommandTest {
    private static final SettledDay DAY = SettledDay.get();

    @Test
    void a_limit_leaves_two_of_three_trades_waiting() throws IOException {
        JsonNode report = json("--limit", "LotusSecurities HarbourBrokers HKD 6000.00");

        JsonNode lotus = member(report, "LotusSecurities");
        assertThat(lotus.path("settled").path("was").asInt()).isEqualTo(3);
        assertThat(lotus.path("settled").path("would").asInt()).isEqualTo(1);
        assertThat(lotus.path("verdict").asText()).isEqualTo("MIXED");
        JsonNode cash = lotus.path("assets").path(0);
        assertThat(cash.path("asset").asText()).isEqualTo("HKD");
        assertThat(cash.path("peakDebit").path("was").asText()).isEqualTo("15000.00");
        assertThat(cash.path("peakDebit").path("would").asText()).isEqualTo("2500.00");
        assertThat(member(report, "QuillTech").path("verdict").asText()).isEqualTo("SAME");
        assertThat(report.path("blocks").asLong()).isPositive();
        assertThat(report.path("changes").path(0).asText())
                .isEqualTo("limit LotusSecurities HarbourBrokers HKD 6000.00");
    }

    @Test
    void the_rules_as_they_are_make_no_difference() throws IOException {
        JsonNode report = json("--steps", "HK RESOLUTION");

        assertThat(report.path("members"))
                .hasSize(5)
                .allSatisfy(
                        member -> assertThat(member.path("verdict").asText()).isEqualTo("SAME"));
        assertThat(report.path("refused")).isEmpty();
        assertThat(report.path("moreRounds").asLong()).isZero();
    }

    @Test
    void the_table_says_who_gains_and_who_loses() {
        Ran ran = run("--limit", "LotusSecurities HarbourBrokers HKD 6000.00");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("3 -> 1")
                .contains("needed at most 15000.00 -> 2500.00")
                .contains("gain in one thing and lose in another: HarbourBrokers, LotusSecurities")
                .contains("see no difference: MeridianBank, LanternPay, QuillTech");
    }

    @Test
    void bad_changes_are_refused_with_exit_code_2() {
        assertThat(run().exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(run("--steps", "HK FASTER").exit()).isEqualTo(Exit.BAD_INPUT);
        Ran unknown = run("--cap", "Nobody HKD 5.00");
        assertThat(unknown.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(unknown.err()).contains("cap Nobody HKD 5.00").contains("no such member");
        assertThat(run("--cap", "LotusSecurities HKD 5.005").exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(run("--fee", "1").exit()).isEqualTo(Exit.BAD_INPUT);
    }

    private static Ran run(String... options) {
        Object[] args = new Object[3 + options.length];
        args[0] = "replay";
        args[1] = "--profile";
        args[2] = DAY.profile("HarbourBrokers");
        System.arraycopy(options, 0, args, 3, options.length);
        return SettledDay.run(args);
    }

    private static JsonNode json(String option, String change) throws IOException {
        Ran ran = run(option, change, "--json");
        assertThat(ran.exit()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    private static JsonNode member(JsonNode report, String id) {
        for (JsonNode member : report.path("members")) {
            if (member.path("member").asText().equals(id)) {
                return member;
            }
        }
        throw new AssertionError("no " + id + " in " + report);
    }
}
