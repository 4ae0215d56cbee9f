package clearing.client.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.SettledDay.Ran;
import clearing.client.journal.AuditSeal;
import clearing.kernel.codec.Blob;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal is anchored, a result of it proved, and checked by a stranger who has the members' root certificates alone. */
class ResultTest {
    private static final String MEMBER = "HarbourBrokers";
    private static final long SEED = 20_261_130L;
    private static final int FLIPS = 300;

    private final SettledDay day = SettledDay.get();

    @TempDir
    private Path folder;

    private Path audit;
    private String seal = "";

    @BeforeEach
    void auditLog() throws IOException {
        audit = folder.resolve("audit.jsonl");
        byte[] hash = AuditSeal.beginning();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Instant at = Instant.parse("2026-11-20T10:00:0" + i + "Z");
            hash = AuditSeal.of(hash, i, at, "alice", "STATEMENT_INGESTED", "file-" + i, "");
            lines.add("{\"index\":" + i + ",\"at\":\"" + at
                    + "\",\"actor\":\"alice\",\"action\":\"STATEMENT_INGESTED\",\"subject\":\"file-" + i
                    + "\",\"detail\":\"\",\"hash\":\"" + HexFormat.of().formatHex(hash) + "\"}");
        }
        Files.write(audit, lines);
        seal = HexFormat.of().formatHex(hash);
    }

    /** Three sales of shares as the broker booked them; the last with another amount when {@code wrong}. */
    private Path journal(String date, boolean wrong) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("{\"format\":\"clearing-journal/1\",\"member\":\"" + MEMBER + "\",\"day\":\"" + date
                + "\",\"cycle\":0,\"secret\":\"" + "5a".repeat(32) + "\",\"audit\":{\"hash\":\"" + seal
                + "\",\"records\":\"3\"}}");
        long last = wrong ? 749_999 : 750_000;
        lines.add(
                "{\"account\":\"HOUSE\",\"asset\":\"HKD\",\"opening\":\"0\",\"closing\":\"" + (750_000 + last) + "\"}");
        for (int i = 0; i < 3; i++) {
            lines.add("{\"entry\":\"E-" + i + "\",\"minor\":\"" + (i == 2 ? last : 250_000L * (i + 1))
                    + "\",\"bookingDate\":\"2026-11-20\",\"valueDate\":\"2026-11-20\",\"reference\":\"HB-" + (i + 1)
                    + "\",\"verdict\":\"" + (i == 2 && wrong ? "BROKEN" : "MATCHED") + "\",\"trade\":\"" + page() + "#"
                    + i + "\"}");
        }
        lines.add("{\"account\":\"HOUSE\",\"asset\":\"HK0000069689\",\"opening\":\"0\",\"closing\":\"0\"}"
                .replace("\"HOUSE\"", "\"OTHER\""));
        return Files.write(folder.resolve(date + ".journal"), lines);
    }

    private String page() throws IOException {
        Ran ran = SettledDay.run("trade", "--profile", day.profile(MEMBER), "HB-1", "--json");
        assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
        String json = ran.out();
        int at = json.indexOf(MEMBER + "/");
        return json.substring(at, json.indexOf('"', at)).replaceAll("[#].*", "").replaceAll("(/[0-9]{10})/.*", "$1");
    }

    private Path anchoredAndProved(String date, boolean wrong, Object... shown) throws IOException {
        Path journal = journal(date, wrong);
        Ran anchored = SettledDay.run("journal", "anchor", "--profile", day.profile(MEMBER), journal);
        assertThat(anchored.exit()).as(anchored.err() + anchored.out()).isZero();
        return proved(journal, shown);
    }

    private Path proved(Path journal, Object... shown) {
        Path file = folder.resolve("result.json");
        List<Object> words = new ArrayList<>(
                List.of("journal", "prove", "--profile", day.profile(MEMBER), journal, "--asset", "HKD", "-o", file));
        words.addAll(List.of(shown));
        Ran ran = SettledDay.run(words.toArray());
        assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
        return file;
    }

    private static JsonNode json(Ran ran) throws IOException {
        return new ObjectMapper().readTree(ran.out());
    }

    @Test
    void a_stranger_checks_an_entry_with_its_trade_and_the_audit_log() throws IOException {
        Path file = anchoredAndProved("2026-11-20", false, "--entry", "E-1");

        Ran good = SettledDay.run("verify", file, "--roots", day.roots(), "--audit", audit, "--json");

        assertThat(good.exit()).as(good.out()).isZero();
        JsonNode said = json(good).path("statement");
        assertThat(said.path("closing").asText()).isEqualTo("15000.00");
        assertThat(said.path("difference").asText()).isEqualTo("0.00");
        assertThat(said.path("chain").asText()).isEqualTo("5000.00");
        assertThat(said.path("entries").size()).isEqualTo(1);
        assertThat(Files.readString(file)).doesNotContain("E-0").doesNotContain("E-2");

        List<String> lines = Files.readAllLines(audit);
        Files.write(audit, List.of(lines.get(0), lines.get(1).replace("file-1", "file-9"), lines.get(2)));
        Ran changed = SettledDay.run("verify", file, "--roots", day.roots(), "--audit", audit, "--json");
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(json(changed).path("failed").asText()).isEqualTo("audit");

        everyFlipIsRefuted(Files.readAllBytes(file));
    }

    private void everyFlipIsRefuted(byte[] file) {
        TrustAnchor roots = TrustAnchor.roots(day.roots());
        assertThat(ResultVerifier.verify(file, roots).good()).isTrue();
        Random random = new Random(SEED);
        int embedded = new String(file, StandardCharsets.US_ASCII).indexOf("\"anchor\"");
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = file.clone();
            // Half of them in the books' side, which is the small part.
            int at = random.nextInt(i % 2 == 0 ? embedded : file.length);
            flipped[at] ^= (byte) (1 << random.nextInt(7));
            boolean good;
            try {
                good = ResultVerifier.verify(flipped, roots).good();
            } catch (UnreadableCertificate e) {
                good = false;
            }
            assertThat(good).as("seed %d: byte %d", SEED, at).isFalse();
        }
    }

    @Test
    void a_break_shows_both_sides_and_what_is_open() throws IOException {
        Path file = anchoredAndProved("2026-11-21", true, "--entry", "E-2");
        JsonNode said = json(SettledDay.run("verify", file, "--genesis", day.genesis(), "--json"))
                .path("statement");
        assertThat(said.path("entries").get(0).path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(said.path("entries").get(0).path("amount").asText()).isEqualTo("7499.99");
        assertThat(said.path("chain").asText()).isEqualTo("7500.00");
        assertThat(said.path("difference").asText()).isEqualTo("0.01");
    }

    @Test
    void an_omitted_or_altered_entry_shows() throws IOException {
        Path file = anchoredAndProved("2026-11-22", false, "--all");
        TrustAnchor roots = TrustAnchor.roots(day.roots());
        ResultCertificate good = ResultFormat.read(Files.readAllBytes(file));
        assertThat(ResultVerifier.verify(good, roots).good()).isTrue();

        assertThat(refusal(with(good, good.entries().subList(0, 2)), roots)).isEqualTo("entries");
        List<ResultCertificate.Salted> altered = new ArrayList<>(good.entries());
        byte[] content = altered.get(1).content().bytes();
        content[content.length - 1] ^= 1;
        altered.set(
                1, new ResultCertificate.Salted(Blob.of(content), altered.get(1).salt()));
        assertThat(refusal(with(good, altered), roots)).isEqualTo("entries");
    }

    private static ResultCertificate with(ResultCertificate r, List<ResultCertificate.Salted> entries) {
        return new ResultCertificate(
                r.statement(), r.positions(), r.account(), r.accountWay(), entries, r.way(), r.anchor(), r.trade());
    }

    private static String refusal(ResultCertificate result, TrustAnchor roots) {
        return ResultVerifier.verify(result, roots).failure().map(Check::name).orElse("");
    }

    @Test
    void a_journal_that_was_not_anchored_proves_nothing_and_one_that_does_not_sum_up_is_not_anchored()
            throws IOException {
        Path journal = journal("2026-11-19", false);
        Ran ran = SettledDay.run(
                "journal",
                "prove",
                "--profile",
                day.profile(MEMBER),
                journal,
                "--asset",
                "HKD",
                "--all",
                "-o",
                folder.resolve("none.json"));
        assertThat(ran.exit()).isNotZero();
        assertThat(folder.resolve("none.json")).doesNotExist();

        Files.writeString(journal, Files.readString(journal).replace("\"closing\":\"1500000\"", "\"closing\":\"1\""));
        Ran wrong = SettledDay.run("journal", "anchor", "--profile", day.profile(MEMBER), journal);
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("does not sum up");

        Files.writeString(journal, "{\"format\":\"clearing-journal/1\"}\n");
        Ran cut = SettledDay.run("journal", "anchor", "--profile", day.profile(MEMBER), journal);
        assertThat(cut.exit()).isEqualTo(2);
        assertThat(cut.err()).contains("BAD_JOURNAL");
    }
}
