package clearing.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.devnet.conformance.ChaincodeServers;
import clearing.devnet.conformance.MemberClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class DurabilityTest {

    private static final String PACKAGE = "clearing:embedded";

    @TempDir
    private Path home;

    private DevnetConfig config() {
        return DevnetConfig.at(home).withBatchTimeout(Duration.ofMillis(10));
    }

    private static String get(MemberClient client, String key) throws GatewayException {
        return new String(client.contract().evaluateTransaction("get", key), StandardCharsets.UTF_8);
    }

    @Test
    @SuppressWarnings("try")
    void a_restart_keeps_ports_state_history_and_the_fate_of_transactions() throws Exception {
        Map<String, String> peers;
        Map<String, String> chaincodes;
        String transactionId;
        try (var ledger = Devnet.start(config())) {
            peers = new LinkedHashMap<>(ledger.peerAddresses());
            chaincodes = ledger.chaincodeAddresses("clearing");
            try (var servers = ChaincodeServers.start(PACKAGE, chaincodes);
                    var client = MemberClient.connect(home, "LanternPay", "trader")) {
                assertThat(ledger.awaitChaincodes(Duration.ofMinutes(5))).isTrue();
                client.contract().submitTransaction("put", "k", "1");
                var second = client.contract()
                        .newProposal("put")
                        .addArguments("k", "2")
                        .build()
                        .endorse();
                transactionId = second.getTransactionId();
                second.submit();
            }
        }

        try (var ledger = Devnet.start(config());
                var servers = ChaincodeServers.start(PACKAGE, chaincodes);
                var client = MemberClient.connect(home, "LanternPay", "trader")) {
            assertThat(ledger.peerAddresses()).isEqualTo(peers);
            assertThat(ledger.awaitChaincodes(Duration.ofMinutes(5))).isTrue();
            assertThat(get(client, "k")).isEqualTo("2");
            assertThat(client.contract().evaluateTransaction("history", "k"))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("2,1");
            assertThat(ledger.isCommitted(transactionId)).isTrue();
            client.contract().submitTransaction("put", "k", "3");
            assertThat(get(client, "k")).isEqualTo("3");
        }
    }

    @Test
    void two_ledgers_never_share_a_home() throws Exception {
        try (var ledger = Devnet.start(config())) {
            assertThat(ledger.height()).isPositive();
            assertThatThrownBy(() -> Devnet.start(config()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another ledger");
        }
    }

    @Test
    void another_genesis_block_is_not_this_chains() throws Exception {
        Devnet.start(config()).close();
        Files.delete(home.resolve("genesis.block"));

        assertThatThrownBy(() -> Devnet.start(config()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another genesis block");
    }

    @Test
    void bytes_of_an_interrupted_write_are_cut_off_and_the_ledger_goes_on() throws Exception {
        long height;
        try (var ledger = Devnet.start(config())) {
            height = ledger.height();
        }
        Files.write(home.resolve("ledger").resolve("blocks.log"), new byte[1000], StandardOpenOption.APPEND);

        try (var ledger = Devnet.start(config())) {
            assertThat(ledger.height()).isEqualTo(height);
        }
    }

    @Test
    @SuppressWarnings("try")
    void a_chaincode_server_may_die_and_come_back() throws Exception {
        try (var ledger = Devnet.start(config().withTimeouts(Duration.ofSeconds(30), Duration.ofMinutes(2)));
                var client = MemberClient.connect(home, "LanternPay", "trader")) {
            var addresses = ledger.chaincodeAddresses("clearing");
            try (var servers = ChaincodeServers.start(PACKAGE, addresses)) {
                client.contract().submitTransaction("put", "k", "before");
            }
            try (var servers = ChaincodeServers.start(PACKAGE, addresses)) {
                assertThat(get(client, "k")).isEqualTo("before");
                client.contract().submitTransaction("put", "k", "after");
                assertThat(get(client, "k")).isEqualTo("after");
            }
        }
    }

    @Test
    @SuppressWarnings("try")
    void what_was_acknowledged_before_a_kill_is_there_after_a_restart() throws Exception {
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var first = LedgerProcess.start(home);
        var addresses = first.chaincodeAddresses();
        try (var servers = ChaincodeServers.start(PACKAGE, addresses)) {
            writeUntilKilled(first, acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(20);

            var second = LedgerProcess.start(home);
            try (var client = MemberClient.connect(home, "QuillTech", "trader")) {
                awaitFirstAnswer(client);
                for (var key : acknowledged) {
                    assertThat(get(client, key)).as(key).isEqualTo("written");
                }
                client.contract().submitTransaction("put", "after", "restart");
            } finally {
                second.kill();
            }
        }
    }

    /** Writes with several threads, kills the ledger in the middle, and returns when all writers have failed. */
    private void writeUntilKilled(LedgerProcess ledger, Set<String> acknowledged) throws Exception {
        var enough = new CountDownLatch(25);
        var writers = 8;
        var threads = new java.util.ArrayList<Thread>();
        try (var client = MemberClient.connect(home, "QuillTech", "trader")) {
            awaitFirstAnswer(client);
            for (int w = 0; w < writers; w++) {
                var name = "w" + w + "-";
                threads.add(Thread.ofVirtual().start(() -> write(client, name, acknowledged, enough)));
            }
            assertThat(enough.await(300, TimeUnit.SECONDS)).isTrue();
            ledger.kill();
            for (var thread : threads) {
                thread.join();
            }
        }
    }

    private static void write(MemberClient client, String name, Set<String> acknowledged, CountDownLatch enough) {
        try {
            for (int i = 0; i < 100_000; i++) {
                client.contract().submitTransaction("put", name + i, "written");
                acknowledged.add(name + i);
                enough.countDown();
            }
        } catch (GatewayException | CommitException e) {
            // The ledger was killed, which is the point.
            assertThat(e).isNotNull();
        }
    }

    private static void awaitFirstAnswer(MemberClient client) throws InterruptedException {
        var pause = new CountDownLatch(1);
        for (int attempt = 0; attempt < 240; attempt++) {
            try {
                client.contract()
                        .newProposal("put")
                        .addArguments("ready", "1")
                        .build()
                        .endorse();
                return;
            } catch (GatewayException e) {
                assertThat(pause.await(500, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        throw new AssertionError("the ledger does not endorse");
    }

    /** A ledger in a process of its own. */
    private record LedgerProcess(Process process, Path home) {

        static LedgerProcess start(Path home) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var process = new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DevnetMain.class.getName(),
                            "--home",
                            home.toString(),
                            "--batch-timeout",
                            "20")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = process.inputReader(StandardCharsets.UTF_8);
            awaitReady(output);
            return new LedgerProcess(process, home);
        }

        private static void awaitReady(BufferedReader output) throws IOException {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("READY")) {
                    return;
                }
            }
            throw new IOException("the ledger's process ended before it was ready");
        }

        Map<String, String> chaincodeAddresses() throws IOException {
            var addresses = new LinkedHashMap<String, String>();
            var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
            for (var member : List.of("HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech")) {
                var profile = mapper.readTree(home.resolve("members")
                        .resolve(member)
                        .resolve("profile.json")
                        .toFile());
                addresses.put(member, profile.get("chaincodeServer").asText());
            }
            return addresses;
        }

        /** Ends the process as kill -9 does. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
