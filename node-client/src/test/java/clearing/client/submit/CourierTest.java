package clearing.client.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.client.outbox.Intent;
import clearing.client.outbox.IntentState;
import clearing.client.outbox.Outbox;
import clearing.client.profile.Profile;
import clearing.client.sign.SigningIdentity;
import clearing.client.submit.FailPoint.Step;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
final class CourierTest {
    private static final Deadlines QUICK = new Deadlines(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(300));
    private static final Courier.Options PATIENT =
            new Courier.Options(16, Duration.ofSeconds(60), 5, Duration.ofMillis(1), Duration.ofMillis(20));

    @TempDir
    private Path folder = Path.of("");

    private TestLedger ledger = new TestLedger(0);

    @BeforeEach
    void start() {
        ledger = new TestLedger(2);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    /** Ends a delivery where a crash would; no handler of the courier's catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Work {
        void with(Outbox outbox, Courier courier) throws Exception;
    }

    private void run(Courier.Options options, FailPoint failPoint, Work work) throws Exception {
        Profile profile = ledger.profile();
        try (LedgerConnections connections = LedgerConnections.open(profile);
                LedgerGateway gateway =
                        LedgerGateway.connect(profile, connections, SigningIdentity.load(profile, "trader"), QUICK);
                Outbox outbox = Outbox.open(folder, InstantSource.system());
                Courier courier = new Courier(outbox, role -> gateway, options, InstantSource.system(), failPoint)) {
            work.with(outbox, courier);
        }
    }

    private static Outbox.Wish wish(String key) {
        return new Outbox.Wish(key, "trader", ByteString.copyFromUtf8("content of " + key), ByteString.EMPTY);
    }

    @Test
    void an_intent_is_committed_with_the_contracts_answer() throws Exception {
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            Delivery delivery = courier.deliverNow(outbox.store(wish("page/1")));

            assertThat(delivery).isInstanceOfSatisfying(Delivery.Committed.class, committed -> {
                assertThat(committed.state().block()).isEqualTo(1);
                assertThat(committed.state().result().toStringUtf8()).isEqualTo("result of content of page/1");
            });
            assertThat(ledger.effects()).isEqualTo(Map.of("content of page/1", 1));
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_at_any_step_leaves_exactly_one_effect_after_resuming(Step step) throws Exception {
        FailPoint crash = reached -> {
            if (reached == step) {
                throw new Crash();
            }
        };
        run(PATIENT, crash, (outbox, courier) -> {
            Intent intent = outbox.store(wish("page/1"));
            assertThatExceptionOfType(Crash.class).isThrownBy(() -> courier.deliverNow(intent));
        });
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            Intent intent = outbox.find("page/1").orElseThrow();
            assertThat(intent.state().isFinal()).isFalse();
            assertThat(courier.deliverNow(intent)).isInstanceOf(Delivery.Committed.class);
            assertThat(courier.deliverNow(intent)).isInstanceOf(Delivery.Committed.class);
        });

        assertThat(ledger.effects()).isEqualTo(Map.of("content of page/1", 1));
        // Only a crash before the envelope was stored may have used a second proposal.
        assertThat(ledger.endorsed()).isEqualTo(step == Step.ENDORSED ? 2 : 1);
    }

    @Test
    void an_envelope_that_was_acknowledged_and_lost_is_sent_again_unchanged() throws Exception {
        ledger.lose(2);
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Committed.class);
        });

        assertThat(ledger.submitted())
                .hasSize(3)
                .containsOnly(ledger.submitted().get(0));
        assertThat(ledger.endorsed()).isEqualTo(1);
        assertThat(ledger.effects()).isEqualTo(Map.of("content of page/1", 1));
    }

    @Test
    void an_error_after_the_envelope_arrived_is_looked_up_and_doubles_nothing() throws Exception {
        ledger.answerAcceptedWithError();
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Committed.class);
        });

        assertThat(ledger.endorsed()).isEqualTo(1);
        assertThat(ledger.effects()).isEqualTo(Map.of("content of page/1", 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"MVCC_READ_CONFLICT", "PHANTOM_READ_CONFLICT"})
    void a_version_conflict_in_a_block_leads_to_a_new_proposal(TxValidationCode code) throws Exception {
        ledger.validate(code, code);
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Committed.class);
            assertThat(outbox.find("page/1").orElseThrow().proposals()).isEqualTo(3);
        });

        assertThat(ledger.submitted()).doesNotHaveDuplicates().hasSize(3);
        assertThat(ledger.effects()).isEqualTo(Map.of("content of page/1", 1));
    }

    @Test
    void conflicts_without_end_are_refused_in_the_end() throws Exception {
        TxValidationCode conflict = TxValidationCode.MVCC_READ_CONFLICT;
        ledger.validate(conflict, conflict, conflict, conflict, conflict, conflict);
        run(
                PATIENT,
                FailPoint.NONE,
                (outbox, courier) -> assertThat(courier.deliverNow(outbox.store(wish("page/1"))))
                        .isInstanceOfSatisfying(
                                Delivery.Refused.class,
                                refused -> assertThat(refused.state().code()).isEqualTo("MVCC_READ_CONFLICT")));
        assertThat(ledger.effects()).isEmpty();
    }

    @Test
    void an_invalid_transaction_of_another_kind_is_refused_with_its_code() throws Exception {
        ledger.validate(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Refused.class);
            assertThat(outbox.find("page/1").orElseThrow().state())
                    .isInstanceOfSatisfying(
                            IntentState.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("ENDORSEMENT_POLICY_FAILURE"));
        });
        assertThat(ledger.endorsed()).isEqualTo(1);
    }

    @Test
    void peers_that_differ_and_gateways_at_their_limit_are_asked_again() throws Exception {
        ledger.failEndorse(
                TestLedger.detailed(
                        Code.ABORTED_VALUE, "failed to assemble transaction", "ProposalResponsePayloads do not match"),
                io.grpc.Status.RESOURCE_EXHAUSTED
                        .withDescription("the gateway is at its concurrency limit")
                        .asRuntimeException(),
                TestLedger.detailed(
                        Code.ABORTED_VALUE,
                        "failed to endorse transaction",
                        "chaincode response 500, connection lost"));
        run(
                PATIENT,
                FailPoint.NONE,
                (outbox, courier) -> assertThat(courier.deliverNow(outbox.store(wish("page/1"))))
                        .isInstanceOf(Delivery.Committed.class));
    }

    @Test
    void the_contracts_refusal_is_final_and_taken_apart() throws Exception {
        ledger.failEndorse(TestLedger.contractRefusal("CLEARING-101 TOO_LARGE batch.count: is outside 1..1000"));
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            Delivery delivery = courier.deliverNow(outbox.store(wish("page/1")));

            assertThat(delivery)
                    .isEqualTo(new Delivery.Refused(
                            new IntentState.Refused("TOO_LARGE", "batch.count", "is outside 1..1000")));
            assertThat(outbox.open()).isEmpty();
        });
        assertThat(ledger.submitted()).isEmpty();
    }

    @Test
    void a_refusal_of_the_callers_role_can_be_mended_and_tried_again() throws Exception {
        ledger.failEndorse(TestLedger.contractRefusal(
                "CLEARING-202 ROLE_MISSING caller: the certificate carries no clearing.role"));
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Refused.class);
            assertThat(outbox.open()).hasSize(1);
            assertThat(courier.deliverNow(outbox.find("page/1").orElseThrow())).isInstanceOf(Delivery.Committed.class);
        });
    }

    @Test
    void a_gateway_that_is_gone_is_passed_over() throws Exception {
        ledger.stopGateway(0);
        run(
                PATIENT,
                FailPoint.NONE,
                (outbox, courier) -> assertThat(courier.deliverNow(outbox.store(wish("page/1"))))
                        .isInstanceOf(Delivery.Committed.class));
    }

    @Test
    void without_any_gateway_nothing_is_sent_and_the_intent_waits() throws Exception {
        ledger.stopGateway(0);
        ledger.stopGateway(1);
        Courier.Options hasty =
                new Courier.Options(4, Duration.ofMillis(1), 5, Duration.ofMillis(1), Duration.ofMillis(5));
        run(hasty, FailPoint.NONE, (outbox, courier) -> {
            assertThat(courier.deliverNow(outbox.store(wish("page/1")))).isInstanceOf(Delivery.Postponed.class);
            assertThat(outbox.find("page/1").orElseThrow().state()).isEqualTo(new IntentState.New());
        });
    }

    @Test
    void an_outcome_that_nobody_can_tell_stays_unknown_with_its_transaction_id() throws Exception {
        ledger.lose(1_000);
        Courier.Options hasty =
                new Courier.Options(4, Duration.ofMillis(1), 5, Duration.ofMillis(1), Duration.ofMillis(5));
        run(hasty, FailPoint.NONE, (outbox, courier) -> {
            Delivery delivery = courier.deliverNow(outbox.store(wish("page/1")));
            assertThat(delivery)
                    .isInstanceOfSatisfying(
                            Delivery.Unknown.class,
                            unknown -> assertThat(unknown.txId())
                                    .isEqualTo(ledger.submitted().get(0)));
        });
        ledger.lose(0);
        run(
                PATIENT,
                FailPoint.NONE,
                (outbox, courier) -> assertThat(
                                courier.deliverNow(outbox.find("page/1").orElseThrow()))
                        .isInstanceOf(Delivery.Committed.class));
        assertThat(ledger.endorsed()).isEqualTo(1);
        assertThat(ledger.submitted()).containsOnly(ledger.submitted().get(0));
    }

    @Test
    void many_intents_are_pipelined_and_each_takes_effect_once() throws Exception {
        ledger.lose(5);
        run(PATIENT, FailPoint.NONE, (outbox, courier) -> {
            List<Outbox.Wish> wishes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                wishes.add(wish("page/" + i));
            }
            List<CompletableFuture<Delivery>> deliveries = new ArrayList<>();
            for (Intent intent : outbox.store(wishes)) {
                deliveries.add(courier.deliver(intent));
            }
            assertThat(deliveries).allSatisfy(d -> assertThat(d.join()).isInstanceOf(Delivery.Committed.class));
        });
        assertThat(ledger.effects())
                .hasSize(60)
                .allSatisfy((content, count) -> assertThat(count).isEqualTo(1));
    }
}
