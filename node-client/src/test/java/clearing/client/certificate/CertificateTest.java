package clearing.client.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates from an embedded ledger, made and verified by the commands that people use. */
final class CertificateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettledDay day = SettledDay.get();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void make() {
        file = folder.resolve("settled.json");
        SettledDay.Ran ran = SettledDay.run(
                "certificate",
                "--profile",
                day.profile("HarbourBrokers"),
                "--reference",
                SettledDay.REFERENCE,
                "-o",
                file,
                "--json");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("\"state\" : \"FINAL\"");
    }

    @Test
    void a_settled_trade_is_final_from_the_genesis_block_and_from_the_root_certificates() throws Exception {
        for (String[] anchor : new String[][] {
            {"--genesis", day.genesis().toString()}, {"--roots", day.roots().toString()}
        }) {
            SettledDay.Ran ran = SettledDay.run("verify", file, anchor[0], anchor[1], "--json");

            assertThat(ran.exit()).as(ran.out()).isZero();
            JsonNode told = JSON.readTree(ran.out());
            assertThat(told.path("state").asText()).isEqualTo("FINAL");
            JsonNode trade = told.path("statement").path("trade");
            assertThat(trade.path("state").asText()).isEqualTo("SETTLED");
            assertThat(trade.path("deliverer").asText()).isEqualTo("HarbourBrokers");
            assertThat(trade.path("delivery").path("amount").asText()).isEqualTo("100");
            assertThat(trade.path("payment").path("amount").asText()).isEqualTo("2500.00");
        }
    }

    @Test
    void each_check_is_a_line_with_a_tick() {
        SettledDay.Ran ran = SettledDay.run("verify", file, "--roots", day.roots());

        assertThat(ran.out().lines().filter(line -> line.startsWith("✓")).count())
                .isEqualTo(13);
        assertThat(ran.out()).contains("orderers", "peers", "issuer").endsWith("FINAL" + System.lineSeparator());
    }

    @Test
    void a_trade_is_named_by_its_place_and_a_transaction_by_its_id() throws Exception {
        JsonNode statement = JSON.readTree(Files.readAllBytes(file)).path("statement");
        String place = statement.path("trade").path("page").asText() + "/"
                + statement.path("trade").path("index").asText();
        Path byPlace = folder.resolve("place.json");
        Path byId = folder.resolve("id.json");

        assertThat(SettledDay.run("certificate", "-p", day.profile("LotusSecurities"), "--trade", place, "-o", byPlace)
                        .exit())
                .isZero();
        assertThat(SettledDay.run(
                                "certificate",
                                "-p",
                                day.profile("QuillTech"),
                                "--tx",
                                statement.path("transaction").path("id").asText(),
                                "-o",
                                byId)
                        .exit())
                .isZero();
        assertThat(SettledDay.run("verify", byId, "--roots", day.roots()).exit())
                .isZero();
        assertThat(JSON.readTree(Files.readAllBytes(byPlace)).path("statement")).isEqualTo(statement);
    }

    @Test
    void another_consortium_s_roots_and_genesis_are_refused_with_the_check_named() throws Exception {
        Path roots = Files.createDirectory(folder.resolve("roots"));
        for (String member :
                new String[] {"HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech"}) {
            Files.copy(
                    clearing.client.TestHome.home().msp("HarbourBrokers").resolve("cacerts/ca.pem"),
                    roots.resolve(member + ".pem"));
        }
        SettledDay.Ran ran = SettledDay.run("verify", file, "--roots", roots, "--json");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(JSON.readTree(ran.out()).path("failed").asText()).isEqualTo("trust");
    }

    @Test
    void unreadable_files_exit_with_two_and_are_named() throws Exception {
        Path nonsense = Files.writeString(folder.resolve("nonsense.json"), "{}");

        assertThat(SettledDay.run("verify", nonsense, "--roots", day.roots()).exit())
                .isEqualTo(2);
        assertThat(SettledDay.run("verify", file, "--genesis", nonsense).exit()).isEqualTo(2);
        assertThat(SettledDay.run("verify", file, "--roots", folder.resolve("none"))
                        .err())
                .contains("none");
        assertThat(SettledDay.run("verify", folder.resolve("none"), "--roots", day.roots())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void what_is_not_on_the_ledger_gets_no_certificate() {
        assertThat(SettledDay.run("certificate", "-p", day.profile("LanternPay"), "--reference", "NONE")
                        .err())
                .contains("No trade on the ledger has the reference 'NONE'.");
        assertThat(SettledDay.run("certificate", "-p", day.profile("LanternPay"), "--tx", "abc")
                        .err())
                .contains("ACCEPTED at most");
        assertThat(SettledDay.run("certificate", "-p", day.profile("LanternPay"), "--trade", "nonsense")
                        .exit())
                .isEqualTo(2);
    }
}
