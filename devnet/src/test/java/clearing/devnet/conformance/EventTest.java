package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.endorse;
import static clearing.devnet.conformance.Contracts.endorseBy;
import static clearing.devnet.conformance.Contracts.fateOf;
import static clearing.devnet.conformance.Contracts.submit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.client.ChaincodeEvent;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.InMemoryCheckpointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class EventTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    private MemberClient client;
    private Contract contract;
    private String name;

    @BeforeEach
    void connect() throws Exception {
        client = LEDGER.client("LotusSecurities", "trader");
        contract = client.contract();
        name = "e" + System.nanoTime();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static List<String> take(CloseableIterator<ChaincodeEvent> events, int count, String named) {
        var payloads = new ArrayList<String>();
        while (payloads.size() < count) {
            var event = events.next();
            if (event.getEventName().equals(named)) {
                payloads.add(new String(event.getPayload(), StandardCharsets.UTF_8));
            }
        }
        return payloads;
    }

    /** The first event that a new listener hears. A ledger may begin to serve it a commit or two after it asked. */
    private String heard(CloseableIterator<ChaincodeEvent> events, String payload) throws Exception {
        var first = CompletableFuture.supplyAsync(() -> take(events, 1, name).getFirst());
        do {
            submit(contract, "event", name, payload);
        } while (!first.isDone());
        return first.get();
    }

    @Test
    void events_of_valid_transactions_come_in_order() throws Exception {
        var first = fateOf(endorse(contract, "event", name, "1"));
        submit(contract, "event", name, "2");
        submit(contract, "event", name, "3");
        var request = client.network()
                .newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(first.getBlockNumber())
                .build();

        try (var events = request.getEvents()) {
            assertThat(take(events, 3, name)).containsExactly("1", "2", "3");
        }
    }

    @Test
    void a_new_listener_hears_only_what_comes() throws Exception {
        submit(contract, "event", name, "before");
        try (var events = client.network().getChaincodeEvents(contract.getChaincodeName())) {
            assertThat(heard(events, "after")).isEqualTo("after");
        }
    }

    @Test
    void a_listener_goes_on_after_its_checkpoint() throws Exception {
        var start = fateOf(endorse(contract, "event", name, "1")).getBlockNumber();
        submit(contract, "event", name, "2");
        submit(contract, "event", name, "3");
        var checkpointer = new InMemoryCheckpointer();
        var request = client.network()
                .newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(start)
                .build();
        try (var events = request.getEvents()) {
            for (var event = events.next(); ; event = events.next()) {
                checkpointer.checkpointChaincodeEvent(event);
                if (event.getEventName().equals(name)) {
                    break;
                }
            }
        }

        var resumed = client.network()
                .newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(start)
                .checkpoint(checkpointer)
                .build();

        try (var events = resumed.getEvents()) {
            assertThat(take(events, 2, name)).containsExactly("2", "3");
        }
    }

    @Test
    void events_of_invalid_transactions_are_not_told() throws Exception {
        var refused = endorseBy(List.of("LotusSecurities"), contract, "event", name, "invalid");
        var block = fateOf(refused).getBlockNumber();
        submit(contract, "event", name, "valid");
        var request = client.network()
                .newChaincodeEventsRequest(contract.getChaincodeName())
                .startBlock(block)
                .build();

        try (var events = request.getEvents()) {
            assertThat(take(events, 1, name)).containsExactly("valid");
        }
    }

    @Test
    void a_listener_that_closes_leaves_the_ledger_alone() throws Exception {
        try (var events = client.network().getChaincodeEvents(contract.getChaincodeName())) {
            assertThat(heard(events, "1")).isEqualTo("1");
        }

        submit(contract, "event", name, "2");
    }
}
