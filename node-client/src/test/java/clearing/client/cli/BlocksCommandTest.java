package clearing.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BlocksCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_verified_chain_is_shown_from_its_configuration_on() throws Exception {
        try (Devnet ledger = Devnet.start(DevnetConfig.at(folder))) {
            String profile =
                    folder.resolve("members/HarbourBrokers/profile.json").toString();
            JsonNode block = new ObjectMapper()
                    .readTree(blocks("--profile", profile, "--json"))
                    .path("blocks")
                    .path(0);

            assertThat(ledger.height()).isEqualTo(1);
            assertThat(block.path("block").asLong()).isZero();
            assertThat(block.path("bytes").asLong()).isPositive();
            JsonNode transaction = block.path("transactions").path(0);
            assertThat(transaction.path("code").asText()).isEqualTo("VALID");
            assertThat(transaction.path("asks").asText()).isEqualTo("CONFIG");
            assertThat(blocks("--profile", profile, "--from", "0")).contains("0/0", "VALID", "CONFIG");
            assertThat(blocks("--profile", profile, "--from", "0", "--invalid")).isEmpty();
        }
    }

    private static String blocks(String... options) {
        StringWriter out = new StringWriter();
        CommandLine line = ClearingMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        String[] args = new String[options.length + 1];
        args[0] = "blocks";
        System.arraycopy(options, 0, args, 1, options.length);
        assertThat(line.execute(args)).isZero();
        return out.toString();
    }
}
