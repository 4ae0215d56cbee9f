package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.ContractServers;
import clearing.client.certificate.SettledDay;
import clearing.client.certificate.SettledDay.Ran;
import clearing.client.profile.ProfileReader;
import clearing.client.submit.Delivery;
import clearing.client.trade.MemberSession;
import clearing.client.trade.OneShot;
import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.terms.Aggregation;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Cycle;
import clearing.kernel.revenue.terms.Limits;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import clearing.kernel.revenue.terms.View;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts of a month by the commands that people use, on the embedded ledger: reported, metered, sealed, attested, challenged, proved. */
class RevenueFactsDayTest {
    private static final String PLATFORM = "LanternPay";
    private static final String ADVISER = "QuillTech";
    private static final List<String> NODES =
            List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", PLATFORM, ADVISER);
    private static final String ID = "ROBO-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path home = Path.of("");

    private static Devnet ledger;
    private static ContractServers contracts;

    /** The month before this one, as the lane counts days: it is over, whenever the test runs. */
    private final Period month = Period.containing(
            Cycle.MONTHLY,
            InstantSource.system()
                    .instant()
                    .atOffset(ZoneOffset.ofHours(8))
                    .toLocalDate()
                    .withDayOfMonth(1)
                    .minusDays(1));

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ledger = Devnet.start(DevnetConfig.at(home).withBatchTimeout(Duration.ofMillis(20)));
        contracts = ContractServers.start(ledger.chaincodeAddresses("clearing"));
        assertThat(ledger.awaitChaincodes(Duration.ofMinutes(5))).isTrue();
    }

    @AfterAll
    static void stop() throws IOException {
        contracts.close();
        ledger.close();
    }

    @Test
    void facts_of_a_month_are_reported_challenged_corrected_attested_and_proved() throws Exception {
        found();
        agree();

        assertThat(run(ADVISER, "report", "fees=1.00").exit()).isEqualTo(Exit.REFUSED);
        assertThat(run(PLATFORM, "report", "fees=1.005").exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(run(PLATFORM, "report", "visits=1").err()).contains("There is no measure 'visits'");
        done(PLATFORM, "report", "fees=125000.00");
        assertThat(done(PLATFORM, "report", "fees=125000.00")).contains("ALREADY_RECORDED");

        done(ADVISER, "challenge", "fees", "--reason", "Fees of the fund are missing");
        assertThat(measure("fees").path("state").asText()).isEqualTo("CHALLENGED");
        done(ADVISER, "withdraw-challenge", "fees");
        assertThat(run(PLATFORM, "report", "fees=126000.50").err()).contains("--supersede");
        done(PLATFORM, "report", "fees=126000.50", "--supersede");
        String content = measure("fees").path("content").asText();
        assertThat(run(ADVISER, "attest", "fees", "--content", "00").exit()).isEqualTo(Exit.BAD_INPUT);
        done(ADVISER, "attest", "fees", "--content", content);
        JsonNode fees = measure("fees");
        assertThat(fees.path("value").asText()).isEqualTo("126000.50 HKD");
        assertThat(fees.path("revision").asInt()).isEqualTo(1);
        assertThat(fees.path("attested")).extracting(JsonNode::asText).containsExactly(ADVISER);

        meteredFactsAreReportedAndProved();
        theMonthIsCalculatedExplainedAndCheckedByAStranger();
    }

    private void meteredFactsAreReportedAndProved() throws IOException {
        Path file = usage(12_345, 0);
        assertThat(run(PLATFORM, "usage report", "calls", file).exit()).isEqualTo(Exit.BAD_INPUT);
        Path bad = Files.writeString(home.resolve("bad.csv"), "at,customer,quantity\n" + month.end() + ",C,1\n");
        assertThat(run(ADVISER, "usage report", "calls", bad).err()).contains("bad.csv:2:1: BAD_TIME");
        assertThat(done(ADVISER, "usage report", "calls", file))
                .contains("12345 facts in 2 parts from part 0 on, sum 12345: OK");
        assertThat(done(ADVISER, "usage report", "calls", file)).contains("ALREADY_RECORDED");
        assertThat(done(ADVISER, "usage report", "calls", usage(10, 5))).contains("10 facts in 1 parts from part 2 on");
        done(ADVISER, "seal", "calls");
        assertThat(measure("calls").path("value").asText()).isEqualTo("12355 calls");
        assertThat(measure("calls").path("count").asInt()).isEqualTo(12_355);
        assertThat(run(ADVISER, "usage report", "calls", usage(3, 6)).exit()).isEqualTo(Exit.REFUSED);

        Path proof = Files.writeString(
                home.resolve("proof.json"), done(ADVISER, "usage prove", "calls", "--part", "1", "--fact", "7"));
        assertThat(done(PLATFORM, "usage check", "calls", proof))
                .contains("HOLDS: fact 7: 1 of C", "part 1 of the ledger: 2345 facts, sum 2345");
        Path forged = Files.writeString(
                home.resolve("forged.json"),
                Files.readString(proof).replace("\"quantity\" : \"1\"", "\"quantity\" : \"2\""));
        Ran refuted = run(PLATFORM, "usage check", "calls", forged);
        assertThat(refuted.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refuted.out()).contains("DOES NOT HOLD");
        Path page = home.resolve("members")
                .resolve(ADVISER)
                .resolve("usage")
                .resolve(ID)
                .resolve(month.start().toString())
                .resolve("calls")
                .resolve("00002.page");
        assertThat(done(PLATFORM, "usage check", "calls", page)).contains("HOLDS: a page of 10 facts, sum 10");
    }

    private void theMonthIsCalculatedExplainedAndCheckedByAStranger() throws IOException {
        assertThat(run(PLATFORM, "run").out()).contains("FACT_NOT_FINAL");
        done(PLATFORM, "attest", "calls");
        done(PLATFORM, "run");
        assertThat(done(PLATFORM, "run")).contains("ALREADY_RECORDED");
        // 12,355 calls at 0.02 each.
        assertThat(done(ADVISER, "explain", "--party", ADVISER)).contains("247.10 HKD", "12,355 calls");

        Path evidence = home.resolve("evidence.json");
        Ran exported = SettledDay.run("revenue", "export", ID, "-o", evidence, "--profile", profile(PLATFORM));
        assertThat(exported.exit()).as(exported.err()).isZero();
        Ran verified = SettledDay.run("revenue", "verify", evidence);
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("All of it holds.", "2 parties calculated again");
        aChangedByteIsRefuted(evidence);
    }

    /** Terms, parts of measures, statement and payments: whatever is altered, it shows. */
    private void aChangedByteIsRefuted(Path evidence) throws IOException {
        JsonNode original = JSON.readTree(evidence.toFile());
        List<String> keys = new ArrayList<>();
        original.path("values").fieldNames().forEachRemaining(key -> {
            boolean superseded =
                    key.startsWith("G/F/") && key.chars().filter(c -> c == '/').count() > 5;
            if (!superseded && (key.startsWith("G/") || key.startsWith("P/")) && !key.startsWith("G/M/")) {
                keys.add(key);
            }
        });
        assertThat(keys).hasSizeGreaterThan(6);
        for (String key : keys) {
            ObjectNode forged = original.deepCopy();
            byte[] value =
                    Base64.getDecoder().decode(forged.path("values").path(key).asText());
            // The amount of a payment's leg lies before the middle of its only record; elsewhere any byte will do.
            value[key.startsWith("P/") ? value.length - 88 + 15 : value.length / 2] ^= 1;
            ((ObjectNode) forged.path("values")).put(key, Base64.getEncoder().encodeToString(value));
            Path file = Files.writeString(home.resolve("forged-evidence.json"), forged.toString());
            assertThat(SettledDay.run("revenue", "verify", file).exit()).as(key).isEqualTo(Exit.REFUSED);
        }
    }

    private Path usage(int facts, int hour) throws IOException {
        StringBuilder text = new StringBuilder("at,customer,quantity,reference\n");
        for (int i = 0; i < facts; i++) {
            text.append(String.format(
                    Locale.ROOT, "%sT%02d:00:00Z,C%d,1,R-%d%n", month.start().plusDays(1), hour, i % 7, i));
        }
        return Files.writeString(home.resolve("usage-" + hour + ".csv"), text);
    }

    private JsonNode measure(String name) throws IOException {
        Ran ran = SettledDay.run("revenue", "facts", ID, month, "--json", "--profile", profile(PLATFORM));
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        for (JsonNode measure : JSON.readTree(ran.out()).path("measures")) {
            if (measure.path("measure").asText().equals(name)) {
                return measure;
            }
        }
        throw new AssertionError("no measure " + name);
    }

    private String done(String member, String command, Object... rest) {
        Ran ran = run(member, command, rest);
        assertThat(ran.exit())
                .as(command + List.of(rest) + ": " + ran.out() + ran.err())
                .isZero();
        return ran.out();
    }

    private Ran run(String member, String command, Object... rest) {
        List<Object> all = new ArrayList<>(List.of("revenue"));
        all.addAll(List.of(command.split(" ")));
        all.add(ID);
        all.add(month);
        all.addAll(List.of(rest));
        all.add("--profile");
        all.add(profile(member));
        return SettledDay.run(all.toArray());
    }

    private static Path profile(String member) {
        return home.resolve("members").resolve(member).resolve("profile.json");
    }

    private void agree() throws InterruptedException {
        byte[] terms = terms().encode();
        send(PLATFORM, new RevenueCommand.ProposeTerms(Blob.of(terms)));
        send(ADVISER, new RevenueCommand.SignTerms(ID, 1, Blob.of(Bytes.sha256(terms))));
    }

    private static void send(String member, Command command) throws InterruptedException {
        try (MemberSession session = MemberSession.open(ProfileReader.read(profile(member)), InstantSource.system());
                OneShot actions =
                        OneShot.open(session, MemberOptions.outboxOf(profile(member)), Duration.ofSeconds(60))) {
            Delivery delivery = actions.command("agree/" + member, "admin", command);
            assertThat(Said.of(delivery))
                    .extracting(Said::exit)
                    .as(Said.of(delivery).words())
                    .isEqualTo(Exit.DONE);
        }
    }

    private Terms terms() {
        return new Terms(
                ID,
                1,
                "Robo adviser",
                "HKD",
                Cycle.MONTHLY,
                month.start(),
                Optional.empty(),
                Changeover.AT_PERIOD,
                List.of(new Party(PLATFORM, "HOUSE", View.ALL), new Party(ADVISER, "HOUSE", View.ALL)),
                PLATFORM,
                Optional.empty(),
                List.of(
                        new Measure(
                                "calls",
                                "Calls",
                                new Unit.Count("calls"),
                                Aggregation.SUM,
                                true,
                                ADVISER,
                                List.of(PLATFORM),
                                3,
                                0,
                                1_000_000_000L),
                        new Measure(
                                "fees",
                                "Fees",
                                new Unit.Money("HKD"),
                                Aggregation.SUM,
                                false,
                                PLATFORM,
                                List.of(ADVISER),
                                3,
                                0,
                                100_000_000_000L)),
                List.of("fees"),
                List.of(
                        new Clause.Tiers(
                                "CALLS",
                                "For each call",
                                ADVISER,
                                "calls",
                                false,
                                List.of(new Clause.Band(0, 2_000_000)),
                                Limits.NONE),
                        new Clause.Residual(
                                "REST", "The rest", List.of(new Clause.Portion(PLATFORM, 1_000_000)), false)),
                Optional.empty(),
                12);
    }

    private static void found() {
        StringBuilder members = new StringBuilder();
        for (String id : NODES) {
            members.append(members.isEmpty() ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"id\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"],\"accounts\":[\"HOUSE\"]}",
                            id,
                            id,
                            id.equals("MeridianBank") ? "BANK" : "BROKER"));
        }
        List<Object> init = new ArrayList<>(List.of(
                "init",
                "--constitution",
                write("{\"version\":1,\"lanes\":[{\"code\":\"HK\",\"utcOffsetMinutes\":480}],\"assets\":["
                        + "{\"code\":\"HKD\",\"kind\":\"CASH\",\"scale\":2,\"issuer\":\"MeridianBank\",\"lane\":\"HK\"}],"
                        + "\"members\":[" + members + "]}")));
        NODES.forEach(member -> init.addAll(List.of("--profile", profile(member))));
        Ran ran = SettledDay.run(init.toArray());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }

    private static Path write(String text) {
        try {
            return Files.writeString(home.resolve("constitution.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
