package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.client.certificate.ContractServers;
import clearing.client.certificate.SettledDay;
import clearing.client.certificate.SettledDay.Ran;
import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of some trades by the commands that people use, on the embedded ledger: instructed, matched with a mismatch, amended, allocated,
 * cancelled, paid beside by a hold; then the period is closed, a late entry booked, and the accounts told as of days and as known at times.
 */
class TradeLifeDayTest {
    private static final String SELLER = "HarbourBrokers";
    private static final String BUYER = "LotusSecurities";
    private static final String ISSUER = "MeridianBank";
    private static final List<String> NODES = List.of(SELLER, BUYER, ISSUER, "LanternPay", "QuillTech");
    private static final String SHARE = "HK0000069689";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "reference,side,kind,counterparty,account,counterparty_account,asset,quantity,"
            + "settlement_asset,settlement_amount,trade_date,value_date,priority,reverses,price,client,text\n";

    @TempDir
    private static Path home = Path.of("");

    private static Devnet ledger;
    private static ContractServers contracts;

    private final InstantSource clock = InstantSource.system();
    /** Far enough back to be closed, far enough from midnight for all of the test. */
    private final LocalDate open =
            clock.instant().atOffset(ZoneOffset.ofHours(8)).toLocalDate().minusDays(2);

    private final LocalDate old = open.minusDays(10);

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
    void a_trade_lives_from_two_instructions_to_a_statement() {
        found();
        twoSidesInstructAndTheLedgerCompares();
        whatDiffersIsAmendedByBoth();
        aBlockIsSplitAndATradeCancelledByBoth();
        valueIsHeldAndTaken();
        whatIsHeldWaits();
        assertThat(run(ISSUER, "settle").exit()).isZero();
        assertThat(positions())
                .isEqualTo(Map.of("HOUSE HKD", "79500.00", "HOUSE " + SHARE, "400", "CLIENT " + SHARE, "200"));
        aClosedPeriodTakesNoLateEntryButOneThatNamesIt();
    }

    private void found() {
        List<Object> init = new ArrayList<>(List.of(
                "--constitution", write("constitution.json", constitution()), "--rules", write("rules.json", """
                        {"rules": [
                          {"rule": "matching", "lane": "HK", "amountTolerance": 200, "dateTolerance": 0, "calendar": "",
                           "equal": ["reference"]},
                          {"rule": "period", "lane": "HK", "graceDays": 2}
                        ]}""")));
        NODES.forEach(member -> init.addAll(List.of("--profile", profile(member))));
        init.addFirst("init");
        assertThat(SettledDay.run(init.toArray())).extracting(Ran::exit).isEqualTo(0);
        done(
                ISSUER,
                "fund",
                "--funding",
                write(
                        "funding.csv",
                        "operation,reference,member,account,asset,amount,value_date\n"
                                + funding("F-1", SELLER, "HOUSE", SHARE, "1000")
                                + funding("F-2", BUYER, "HOUSE", "HKD", "90000.00")
                                + funding("F-3", BUYER, "CLIENT", "HKD", "5000.00")));
    }

    private void twoSidesInstructAndTheLedgerCompares() {
        done(
                SELLER,
                "submit",
                "--trades",
                sells(
                        row("HB-1", 100, "2500.00", old),
                        row("HB-2", 200, "5000.00", old),
                        row("HB-3", 300, "7500.00", open),
                        row("HB-4", 7, "70.00", open)));
        JsonNode alleged = json(BUYER, "trades", "--alleged-to-me");
        assertThat(alleged.path("trades"))
                .extracting(t -> t.path("reference").asText())
                .containsExactly("HB-1", "HB-2", "HB-3", "HB-4");
        assertThat(alleged.path("instructions")).isEmpty();

        done(
                BUYER,
                "instruct",
                "--trades",
                buys(
                        row("HB-1", 100, "2501.00", old),
                        row("HB-2", 200, "5100.00", old),
                        row("HB-3", 300, "7500.00", open)));
        assertThat(json(SELLER, "trades", "--alleged-to-me").path("instructions"))
                .extracting(i -> i.path("reference").asText())
                .containsExactly("HB-1", "HB-2", "HB-3");

        JsonNode matched = json(BUYER, "match");
        assertThat(matched.path("matched").asInt()).isEqualTo(2);
        assertThat(matched.path("mismatches")).singleElement().satisfies(mismatch -> {
            assertThat(mismatch.path("reference").asText()).isEqualTo("HB-2");
            assertThat(mismatch.path("differences"))
                    .extracting(
                            d -> d.path("field").asText(),
                            d -> d.path("trade").asText(),
                            d -> d.path("instruction").asText())
                    .containsExactly(tuple("payment.amount", "500000", "510000"));
        });
        assertThat(states())
                .containsEntry("HB-1", List.of("AFFIRMED"))
                .containsEntry("HB-2", List.of("ALLEGED"))
                .containsEntry("HB-3", List.of("AFFIRMED"));
        assertThat(json(SELLER, "trades", "--alleged-to-me").path("instructions"))
                .singleElement()
                .satisfies(i -> assertThat(i.path("differences")).hasSize(1));
    }

    /** The seller proposes what the buyer has; the buyer's file agrees, and its instruction is taken back. */
    private void whatDiffersIsAmendedByBoth() {
        done(SELLER, "amend", "--trades", sells(row("HB-2", 200, "5100.00", old)), "HB-2");
        assertThat(states()).containsEntry("HB-2", List.of("ALLEGED", "ALLEGED"));
        done(
                BUYER,
                "affirm",
                "--trades",
                buys(
                        row("HB-1", 100, "2500.00", old),
                        row("HB-2", 200, "5100.00", old),
                        row("HB-3", 300, "7500.00", open),
                        row("HB-4", 7, "70.00", open)));
        assertThat(states())
                .containsEntry("HB-2", List.of("CANCELLED", "AFFIRMED"))
                .containsEntry("HB-4", List.of("AFFIRMED"));
        done(BUYER, "withdraw", "HB-2");
        assertThat(json(SELLER, "trades", "--alleged-to-me").path("instructions"))
                .isEmpty();
        assertThat(run(BUYER, "withdraw", "HB-2").exit()).isEqualTo(Exit.BAD_INPUT);
    }

    private void aBlockIsSplitAndATradeCancelledByBoth() {
        done(
                BUYER,
                "allocate",
                "HB-3",
                "--with",
                SELLER,
                "--parts",
                write(
                        "parts.csv",
                        "account,reference,quantity,settlement_amount\nHOUSE,HB-3-A,100,2500.00\nCLIENT,HB-3-B,200,5000.00\n"));
        assertThat(states())
                .containsEntry("HB-3", List.of("ALLOCATED"))
                .containsEntry("HB-3-A", List.of("AFFIRMED"))
                .containsEntry("HB-3-B", List.of("AFFIRMED"));
        done(SELLER, "cancel", "HB-4", "--with", BUYER);
        assertThat(states()).containsEntry("HB-4", List.of("AFFIRMED"));
        done(BUYER, "cancel", "HB-4");
        assertThat(states()).containsEntry("HB-4", List.of("CANCELLED"));
        assertThat(run(BUYER, "cancel", "HB-3").exit()).isEqualTo(Exit.BAD_INPUT);
    }

    /** One is held and one is not due before tomorrow: a round settles neither; then both are let go again. */
    private void whatIsHeldWaits() {
        String later = clock.instant().plus(Duration.ofDays(1)).toString();
        done(SELLER, "queue", "hold", "HB-1", "HB-2", "HB-3-A", "--with", BUYER);
        done(BUYER, "queue", "schedule", "HB-3-B", "--earliest", later);
        done(BUYER, "queue", "priority", "HB-1", "--class", "low");
        done(SELLER, "queue", "reorder", "HB-2", "--last");
        assertThat(run(BUYER, "queue", "hold", "HB-4").exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(run(BUYER, "queue", "schedule", "HB-1").exit()).isEqualTo(Exit.BAD_INPUT);
        done(ISSUER, "settle");
        JsonNode queue = json(BUYER, "queue", "list").path("queue");
        assertThat(queue)
                .extracting(
                        t -> t.path("reference").asText(),
                        t -> t.path("class").asText(),
                        t -> t.path("place").asInt(),
                        t -> t.path("why").path(0).path("kind").asText())
                .containsExactlyInAnyOrder(
                        tuple("HB-1", "LOW", 0, "HELD"),
                        tuple("HB-2", "NORMAL", 1, "HELD"),
                        tuple("HB-3-A", "NORMAL", 0, "HELD"),
                        tuple("HB-3-B", "NORMAL", 0, "NOT_BEFORE"));
        assertThat(run(SELLER, "queue", "list").out()).contains("held by " + SELLER, "[from " + later.substring(0, 19));
        done(SELLER, "queue", "parts", "HB-1", "--least", "10");
        done(BUYER, "queue", "parts", "HB-1");
        assertThat(run(BUYER, "queue", "list").out()).contains("[in parts from 10]");
        done(SELLER, "queue", "resume", "HB-1", "HB-2", "HB-3-A");
        done(BUYER, "queue", "schedule", "HB-3-B", "--any-time");
        assertThat(json(SELLER, "queue", "list", "--lane", "HK").path("queue"))
                .extracting(t -> t.path("step").asText())
                .containsOnly("GROSS");
    }

    private void valueIsHeldAndTaken() {
        String until = clock.instant().plus(Duration.ofHours(1)).toString();
        done(BUYER, "hold", "place", "M-1", "--asset", "HKD", "--amount", "1000.00", "--for", SELLER, "--until", until);
        assertThat(json(BUYER, "positions").path("positions"))
                .extracting(p -> p.path("held").asText())
                .contains("1000.00");
        assertThat(run(BUYER, "hold", "release", "M-1", "--holder", BUYER).exit())
                .isEqualTo(Exit.REFUSED);
        done(SELLER, "hold", "post", "M-1", "--holder", BUYER, "--asset", "HKD", "--amount", "400.00");
    }

    private void aClosedPeriodTakesNoLateEntryButOneThatNamesIt() {
        assertThat(statement(old, List.of())).containsEntry("HOUSE HKD", "82400.00");
        assertThat(run(
                                ISSUER,
                                "period",
                                "--lane",
                                "HK",
                                "--close",
                                open.plusDays(1).toString())
                        .exit())
                .isEqualTo(Exit.REFUSED);
        done(ISSUER, "period", "--lane", "HK", "--close", old.plusDays(1).toString());
        Instant before = clock.instant();

        assertThat(run(SELLER, "submit", "--trades", sells(row("HB-9", 10, "250.00", old)))
                        .exit())
                .isEqualTo(Exit.REFUSED);
        done(
                SELLER,
                "late",
                "--closed",
                old.toString(),
                "--reason",
                "File of the day was lost",
                "--trades",
                sells(row("HB-10", 10, "250.00", open)),
                "HB-10");
        done(BUYER, "affirm", "--trades", buys(row("HB-10", 10, "250.00", open)));
        done(ISSUER, "settle");

        assertThat(statement(old, List.of())).containsEntry("HOUSE HKD", "82400.00");
        List<Object> then = List.of("--known-at", before.toString());
        assertThat(statement(open, then)).containsEntry("HOUSE HKD", "79900.00").containsEntry("HOUSE " + SHARE, "400");
        assertThat(statement(open, List.of()))
                .containsEntry("HOUSE HKD", "79650.00")
                .containsEntry("HOUSE " + SHARE, "410");
        assertThat(positions()).containsEntry("HOUSE HKD", "79250.00");
    }

    private Map<String, List<String>> states() {
        Map<String, List<String>> states = new TreeMap<>();
        json(BUYER, "trades")
                .path("trades")
                .forEach(t -> states.computeIfAbsent(t.path("reference").asText(), r -> new ArrayList<>())
                        .add(t.path("state").asText()));
        return states;
    }

    private Map<String, String> positions() {
        return sums(json(BUYER, "positions").path("positions"), "available");
    }

    private Map<String, String> statement(LocalDate asOf, List<Object> more) {
        List<Object> args = new ArrayList<>(List.of("positions", "--as-of", asOf.toString()));
        args.addAll(more);
        return sums(json(BUYER, args.toArray()).path("statement"), "total");
    }

    private static Map<String, String> sums(JsonNode list, String field) {
        Map<String, String> sums = new TreeMap<>();
        list.forEach(p -> sums.put(
                p.path("account").asText() + " " + p.path("asset").asText(),
                p.path(field).asText()));
        return sums;
    }

    private static JsonNode json(String member, Object... args) {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add("--json");
        Ran ran = run(member, all.toArray());
        try {
            assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
            return JSON.readTree(ran.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void done(String member, Object... args) {
        Ran ran = run(member, args);
        assertThat(ran.exit()).as(List.of(args) + ": " + ran.out() + ran.err()).isZero();
    }

    private static Ran run(String member, Object... args) {
        List<Object> all = new ArrayList<>(List.of(args));
        all.add("--profile");
        all.add(profile(member));
        return SettledDay.run(all.toArray());
    }

    private static Path profile(String member) {
        return home.resolve("members").resolve(member).resolve("profile.json");
    }

    private String funding(String reference, String member, String account, String asset, String amount) {
        return String.join(",", "DEPOSIT", reference, member, account, asset, amount, old.toString()) + "\n";
    }

    /** What a row says beside its side and counterparty. */
    private record Row(String reference, long quantity, String amount, LocalDate valueDate) {}

    private static Row row(String reference, long quantity, String amount, LocalDate valueDate) {
        return new Row(reference, quantity, amount, valueDate);
    }

    private static Path sells(Row... rows) {
        return file("SELL", BUYER, rows);
    }

    private static Path buys(Row... rows) {
        return file("BUY", SELLER, rows);
    }

    private static Path file(String side, String counterparty, Row... rows) {
        StringBuilder text = new StringBuilder(HEADER);
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,DVP,%s,HOUSE,HOUSE,%s,%d,HKD,%s,%s,%s,NORMAL,,,,%n",
                    row.reference(),
                    side,
                    counterparty,
                    SHARE,
                    row.quantity(),
                    row.amount(),
                    row.valueDate(),
                    row.valueDate()));
        }
        return write(side + ".csv", text.toString());
    }

    private static Path write(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String constitution() {
        StringBuilder members = new StringBuilder();
        for (String id : NODES) {
            members.append(members.isEmpty() ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"id\":\"%s\",\"name\":\"%s\",\"roles\":[\"%s\"],\"accounts\":[\"HOUSE\",\"CLIENT\"]}",
                            id,
                            id,
                            id.equals(ISSUER) ? "BANK" : "BROKER"));
        }
        return "{\"version\":1,\"lanes\":[{\"code\":\"HK\",\"utcOffsetMinutes\":480}],\"assets\":["
                + "{\"code\":\"HKD\",\"kind\":\"CASH\",\"scale\":2,\"issuer\":\"" + ISSUER + "\",\"lane\":\"HK\"},"
                + "{\"code\":\"" + SHARE + "\",\"kind\":\"SECURITY\",\"scale\":0,\"issuer\":\"" + ISSUER
                + "\",\"lane\":\"HK\"}],\"members\":[" + members + "]}";
    }
}
