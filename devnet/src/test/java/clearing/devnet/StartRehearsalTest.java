package clearing.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.devnet.ca.LedgerHome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRehearsalTest {

    @TempDir
    private Path folder;

    @Test
    void a_rehearsal_starts_twice_in_one_home_and_stops() throws Exception {
        var home = folder.resolve("home");
        var out = new ByteArrayOutputStream();

        StartRehearsal.rehearse(home, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter("READY"::equals))
                .hasSize(2);
        assertThat(new LedgerHome(home).genesisBlock()).exists();
        // It holds the home no longer.
        HomeLock.take(home.resolve("ledger")).close();
    }
}
