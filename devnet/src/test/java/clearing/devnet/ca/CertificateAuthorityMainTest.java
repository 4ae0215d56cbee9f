package clearing.devnet.ca;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityMainTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void makes_the_members_and_profiles_that_the_command_line_names() {
        var exit = make("--days", "60");

        assertThat(exit).isEqualTo(CertificateAuthorityMain.OK);
        assertThat(folder.resolve("members/HarbourBrokers/profile.json")).exists();
        assertThat(folder.resolve("members/MarketAuthority/profile.json")).exists();
        assertThat(folder.resolve("members/MarketAuthority/peers")).doesNotExist();
    }

    @Test
    void makes_the_sample_consortium_when_no_member_is_named() {
        var exit = run(NOW, "make", "--home", folder.toString());

        assertThat(exit).isEqualTo(CertificateAuthorityMain.OK);
        assertThat(folder.resolve("members")).isDirectoryContaining("glob:**/{QuillTech,LanternPay}");
    }

    @Test
    void shows_the_days_left_with_the_first_to_end_at_the_top() throws Exception {
        make("--days", "60");

        var exit = run(NOW.plus(Duration.ofDays(10)), "show", "--home", folder.toString(), "--json");

        var certificates = new ObjectMapper().readTree(out.toByteArray()).get("certificates");
        assertThat(exit).isEqualTo(CertificateAuthorityMain.OK);
        assertThat(certificates.get(0).get("daysLeft").asLong()).isEqualTo(50);
        assertThat(certificates.get(certificates.size() - 1).get("daysLeft").asLong())
                .isEqualTo(7_290);
    }

    @Test
    void warns_when_a_certificate_ends_within_thirty_days_and_after_it_has_ended() {
        make("--days", "60");

        assertThat(run(NOW.plus(Duration.ofDays(31)), "show", "--home", folder.toString()))
                .isEqualTo(CertificateAuthorityMain.ENDS_SOON);
        assertThat(run(NOW.plus(Duration.ofDays(61)), "show", "--home", folder.toString()))
                .isEqualTo(CertificateAuthorityMain.ENDS_SOON);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("29 days", "-1 days", "ENDS SOON");
    }

    @Test
    void a_wrong_command_line_is_told_with_the_usage_and_changes_nothing() {
        for (var words : List.of(
                List.<String>of(),
                List.of("make"),
                List.of("sell", "--home", "x"),
                List.of("make", "--home", "x", "--days", "ten"),
                List.of("make", "--home", "x", "--days", "0"),
                List.of("make", "--home", "x", "--node", "HarbourBrokers"),
                List.of("make", "--home", "x", "--node", "HarbourBrokers=localhost,localhost:1"),
                List.of("make", "--home", "x", "--reader", "../x"),
                List.of("make", "--home"))) {
            assertThat(run(NOW, words.toArray(String[]::new)))
                    .as("%s", words)
                    .isEqualTo(CertificateAuthorityMain.USAGE);
        }

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("usage:", "'ten' is not a whole number");
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void a_home_that_cannot_be_completed_is_named() throws Exception {
        make();
        var key = LedgerHome.key(new LedgerHome(folder).user("HarbourBrokers", "agent"));
        Files.delete(key);

        assertThat(make()).isEqualTo(CertificateAuthorityMain.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(key.toString());
    }

    private int make(String... more) {
        var words = new ArrayList<>(List.of(
                "make",
                "--home",
                folder.toString(),
                "--node",
                "HarbourBrokers=127.0.0.1:1,127.0.0.1:2",
                "--reader",
                "MarketAuthority"));
        words.addAll(List.of(more));
        return run(NOW, words.toArray(String[]::new));
    }

    private int run(Instant now, String... words) {
        return new CertificateAuthorityMain(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> now,
                        new SecureRandom())
                .run(List.of(words));
    }
}
