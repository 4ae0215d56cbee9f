package clearing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A whole business day from files to proof, on each ledger that this machine has. */
class DayIT {
    private static Optional<JsonNode> undisturbed = Optional.empty();

    @Test
    void a_day_on_the_embedded_ledger_is_proved() throws Exception {
        JsonNode report = undisturbed();

        assertProved(report);
        assertThat(report.path("trades").path("recorded").asLong()).isGreaterThan(1_000);
        assertThat(report.path("trades").path("failed").asLong()).isPositive();
        assertThat(report.path("trades").path("rejected").asLong()).isPositive();
    }

    /** By hand: 35 % of 1,000,000.00 and 15 % of 200,000.00; then 30 % of 900,000.00, as growth misses its target, and 14,000.00 more for before. */
    @Test
    void shared_revenue_is_what_the_terms_make_of_the_facts() throws Exception {
        assertThat(undisturbed().path("revenue"))
                .extracting(
                        line -> line.path("agreement").asText(),
                        line -> line.path("party").asText(),
                        line -> line.path("amount").asText(),
                        line -> line.path("withheld").asText(),
                        line -> line.path("released").asText())
                .containsExactly(
                        tuple("DATA-1", "LotusSecurities", "16550.00", "0.00", "0.00"),
                        tuple("DATA-1", "QuillTech", "3450.00", "0.00", "0.00"),
                        tuple("ROBO-1", "HarbourBrokers", "615000.00", "0.00", "0.00"),
                        tuple("ROBO-1", "LanternPay", "205000.00", "10250.00", "0.00"),
                        tuple("ROBO-1", "QuillTech", "380000.00", "19000.00", "0.00"),
                        tuple("ROBO-1", "HarbourBrokers", "492000.00", "0.00", "0.00"),
                        tuple("ROBO-1", "LanternPay", "164000.00", "8200.00", "10250.00"),
                        tuple("ROBO-1", "QuillTech", "284000.00", "14200.00", "19000.00"));
    }

    @Test
    void killing_every_part_in_the_middle_gives_the_same_totals() throws Exception {
        JsonNode report = DayProcess.run("killed", "--kill", "service,client,chaincode,ledger");

        assertProved(report);
        assertSameTotals(report, undisturbed());
    }

    @Test
    void a_day_on_real_fabric_gives_the_same_totals() throws Exception {
        if (!DayProcess.fabricIsHere()) {
            DayProcess.notRun("a day on real Fabric: its programs are not on this machine");
            abort("no Fabric programs on this machine");
        }

        JsonNode report = DayProcess.run("fabric", "--ledger", "fabric");

        assertProved(report);
        assertSameTotals(report, undisturbed());
    }

    private static synchronized JsonNode undisturbed() throws IOException, InterruptedException {
        if (undisturbed.isEmpty()) {
            undisturbed = Optional.of(DayProcess.run("embedded"));
        }
        return undisturbed.orElseThrow();
    }

    private static void assertProved(JsonNode report) {
        List<String> problems = new ArrayList<>();
        report.path("problems").forEach(problem -> problems.add(problem.asText()));
        assertThat(problems).isEmpty();
        assertThat(report.path("good").asBoolean()).isTrue();
        assertThat(report.path("breaks").path("exact").asBoolean()).isTrue();
        assertThat(report.path("stateDigests").size()).isEqualTo(5);
    }

    private static void assertSameTotals(JsonNode report, JsonNode expected) {
        assertThat(report.path("positionsDigest").asText())
                .isNotEmpty()
                .isEqualTo(expected.path("positionsDigest").asText());
        assertThat(report.path("trades")).isEqualTo(expected.path("trades"));
        assertThat(report.path("items")).isEqualTo(expected.path("items"));
        assertThat(report.path("breaks")).isEqualTo(expected.path("breaks"));
        assertThat(report.path("accounts")).isEqualTo(expected.path("accounts"));
        assertThat(report.path("revenue")).isEqualTo(expected.path("revenue"));
    }
}
