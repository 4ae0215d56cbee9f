package clearing.devnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.devnet.Devnet;
import clearing.devnet.DevnetConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {

    @Test
    @SuppressWarnings("try")
    void a_member_submits_a_transaction_and_reads_its_effect(@TempDir Path home) throws Exception {
        var config = DevnetConfig.at(home).withBatchTimeout(Duration.ofMillis(20));
        try (var ledger = Devnet.start(config);
                var servers = ChaincodeServers.start("clearing:embedded", ledger.chaincodeAddresses("clearing"));
                var client = MemberClient.connect(home, "HarbourBrokers", "trader")) {
            assertThat(ledger.awaitChaincodes(Duration.ofSeconds(30))).isTrue();

            client.contract().submitTransaction("put", "key", "value");

            assertThat(client.contract().evaluateTransaction("get", "key"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("value");
        }
    }
}
