package clearing.client.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.certificate.SettledDay.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two institutions and four people resolve a break by the commands that people use, with their own certificates. */
class SharedBreakDayTest {
    private static final String OPENER = "HarbourBrokers";
    private static final String OTHER = "LotusSecurities";
    private static final String BREAK = OPENER + "/BRK-1";

    private final SettledDay day = SettledDay.get();

    @TempDir
    private Path folder;

    private Ran run(String member, Object... words) {
        List<Object> all = new ArrayList<>(List.of("break", words[0], "--profile", day.profile(member)));
        all.addAll(List.of(words).subList(1, words.length));
        return SettledDay.run(all.toArray());
    }

    private void done(String member, Object... words) {
        Ran ran = run(member, words);
        assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
    }

    private void refused(String code, String member, Object... words) {
        Ran ran = run(member, words);
        assertThat(ran.exit()).as(ran.out()).isEqualTo(1);
        assertThat(ran.out() + ran.err()).contains(code);
    }

    private JsonNode listed(String member) throws IOException {
        return new ObjectMapper()
                .readTree(run(member, "list", "--json").out())
                .path("breaks")
                .get(0);
    }

    @Test
    void four_people_resolve_it_and_three_do_not() throws IOException {
        Path evidence = Files.writeString(folder.resolve("evidence.txt"), "our custodian's statement");
        Instant now = Instant.now();
        done(
                OPENER,
                "open",
                "BRK-1",
                "--with",
                OTHER,
                "--kind",
                "AMOUNT_DIFFERS",
                "--asset",
                "HKD",
                "--amount",
                "10.00",
                "--value-date",
                "2026-11-20",
                "--about",
                "HB-1",
                "--evidence",
                evidence,
                "--answer-by",
                now.plus(Duration.ofDays(1)),
                "--resolve-by",
                now.plus(Duration.ofDays(5)));
        done(OTHER, "answer", BREAK, "--evidence", evidence);
        done(
                OTHER,
                "propose",
                BREAK,
                "--resolution",
                "WRITE_OFF",
                "--party",
                OTHER,
                "--amount",
                "10.00",
                "--terms",
                evidence);
        String hash = listed(OPENER).path("proposal").path("hash").asText();

        refused("MAKER_MISSING", OPENER, "sign", BREAK, hash, "--hand", "CHECKER");
        refused("ROLE_MISSING", OTHER, "sign", BREAK, hash, "--hand", "CHECKER", "--as", "maker");
        done(OTHER, "sign", BREAK, hash, "--hand", "CHECKER");
        assertThat(listed(OTHER).path("state").asText()).isEqualTo("HALF_SIGNED");
        refused("NO_SUCH_PROPOSAL", OPENER, "sign", BREAK, "0".repeat(64), "--hand", "MAKER");
        done(OPENER, "sign", BREAK, hash, "--hand", "MAKER");
        done(OPENER, "sign", BREAK, hash, "--hand", "CHECKER");

        assertThat(listed(OPENER).path("state").asText()).isEqualTo("RESOLVED");
        assertThat(new ObjectMapper()
                        .readTree(run("MeridianBank", "list", "--json").out())
                        .path("breaks"))
                .isEmpty();
    }
}
