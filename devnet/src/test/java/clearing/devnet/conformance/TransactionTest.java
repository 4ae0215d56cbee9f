package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.DIFFERENT;
import static clearing.devnet.conformance.Contracts.awaitAnswer;
import static clearing.devnet.conformance.Contracts.details;
import static clearing.devnet.conformance.Contracts.endorse;
import static clearing.devnet.conformance.Contracts.endorseBy;
import static clearing.devnet.conformance.Contracts.evaluate;
import static clearing.devnet.conformance.Contracts.fateOf;
import static clearing.devnet.conformance.Contracts.refusals;
import static clearing.devnet.conformance.Contracts.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    private MemberClient client;
    private Contract contract;
    private String key;

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        client = LEDGER.client("HarbourBrokers", "trader");
        contract = client.contract();
        key = test.getTestMethod().orElseThrow().getName() + System.nanoTime();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void a_committed_write_is_read_by_every_member() throws Exception {
        submit(contract, "put", key, "value");

        for (var member :
                new String[] {"HarbourBrokers", "LotusSecurities", "MeridianBank", "LanternPay", "QuillTech"}) {
            try (var other = LEDGER.client(member, "reader")) {
                awaitAnswer("value", other.contract(), "get", key);
            }
        }
    }

    @Test
    void submission_returns_what_the_chaincode_answered() throws Exception {
        assertThat(submit(contract, "put", key, "answer")).isEqualTo("answer");
    }

    @Test
    void commit_status_names_the_block() throws Exception {
        var first = fateOf(endorse(contract, "put", key, "1"));
        var second = fateOf(endorse(contract, "put", key, "2"));

        assertThat(first.getCode()).isEqualTo(TxValidationCode.VALID);
        assertThat(second.getBlockNumber()).isGreaterThan(first.getBlockNumber());
    }

    @Test
    void an_evaluation_changes_nothing() throws Exception {
        evaluate(contract, "put", key, "value");

        assertThat(evaluate(contract, "get", key)).isEmpty();
    }

    @Test
    void arguments_of_a_megabyte_come_back_byte_for_byte() throws Exception {
        var bytes = new byte[1 << 20];
        new Random(1).nextBytes(bytes);

        assertThat(contract.evaluateTransaction("echo", bytes)).isEqualTo(bytes);
    }

    @Test
    void a_value_of_three_megabytes_commits() throws Exception {
        var value = "v".repeat(3 << 20);

        submit(contract, "put", key, value);

        assertThat(evaluate(contract, "get", key)).hasSize(value.length());
    }

    @Test
    void a_transaction_larger_than_the_channel_allows_is_refused_by_the_orderer() throws Exception {
        var transaction = endorse(contract, "put", key, "v".repeat(4 << 20));

        var failure = catchThrowableOfType(GatewayException.class, transaction::submitAsync);

        assertThat(refusals(failure, LEDGER.ordering()))
                .anyMatch(text -> text.contains("received unsuccessful response from orderer: status=BAD_REQUEST")
                        && text.contains("exceeds maximum allowed"));
    }

    @Test
    void of_two_transactions_that_read_and_write_one_key_one_is_valid() throws Exception {
        var first = endorse(contract, "increment", key);
        var second = endorse(contract, "increment", key);
        var firstCommit = first.submitAsync();
        var secondCommit = second.submitAsync();

        // Which one is first, the orderers decide.
        assertThat(List.of(
                        firstCommit.getStatus().getCode(),
                        secondCommit.getStatus().getCode()))
                .containsExactlyInAnyOrder(TxValidationCode.VALID, TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(evaluate(contract, "get", key)).isEqualTo("1");
    }

    @Test
    void a_read_that_a_later_block_changed_is_a_conflict() throws Exception {
        submit(contract, "put", key, "1");
        var stale = endorse(contract, "increment", key);
        submit(contract, "put", key, "5");

        assertThat(fateOf(stale).getCode()).isEqualTo(TxValidationCode.MVCC_READ_CONFLICT);
        assertThat(evaluate(contract, "get", key)).isEqualTo("5");
    }

    @Test
    void a_key_that_appears_in_a_range_that_was_read_is_a_phantom() throws Exception {
        submit(contract, "put", key + "a", "1");
        var stale = endorse(contract, "rangeThenPut", key, key + "z", key + "result");
        submit(contract, "put", key + "b", "2");

        assertThat(fateOf(stale).getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void a_key_that_disappears_from_a_range_that_was_read_is_a_phantom() throws Exception {
        submit(contract, "put", key + "a", "1");
        var stale = endorse(contract, "rangeThenPut", key, key + "z", key + "result");
        submit(contract, "delete", key + "a");

        assertThat(fateOf(stale).getCode()).isEqualTo(TxValidationCode.PHANTOM_READ_CONFLICT);
    }

    @Test
    void an_unchanged_range_is_no_phantom() throws Exception {
        submit(contract, "put", key + "a", "1");
        var transaction = endorse(contract, "rangeThenPut", key, key + "m", key + "result");
        submit(contract, "put", key + "n", "outside");

        assertThat(fateOf(transaction).getCode()).isEqualTo(TxValidationCode.VALID);
    }

    @Test
    void the_same_signed_transaction_commits_once() throws Exception {
        var transaction = endorse(contract, "increment", key);
        var first = transaction.submitAsync();
        sendAgain(transaction);

        assertThat(first.getStatus().getCode()).isEqualTo(TxValidationCode.VALID);
        submit(contract, "put", key + "other", "behind the repetition");
        sendAgain(transaction);
        submit(contract, "put", key + "other", "behind the next repetition");
        assertThat(evaluate(contract, "get", key)).isEqualTo("1");
        assertThat(SignedRequests.commitStatus(client, transaction.getTransactionId())
                        .getStatus()
                        .getCode())
                .isEqualTo(TxValidationCode.VALID);
    }

    /** Sends what was sent. One orderer for all takes it again; orderers that agree on each request say that they know it. */
    private static void sendAgain(Transaction transaction) {
        try {
            transaction.submitAsync();
        } catch (SubmitException e) {
            assertThat(LEDGER.ordering().isByQuorum()).isTrue();
            assertThat(refusals(e, LEDGER.ordering())).anyMatch(text -> text.contains("request already"));
        }
    }

    @Test
    void a_transaction_that_is_on_the_chain_is_not_endorsed_again() throws Exception {
        var proposal = contract.newProposal("put").addArguments(key, "1").build();
        fateOf(proposal.endorse());

        var failure = catchThrowableOfType(EndorseException.class, proposal::endorse);

        assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
        assertThat(details(failure)).singleElement().asString().contains("duplicate transaction found");
    }

    @Test
    void too_few_endorsers_fail_only_at_commit() throws Exception {
        var transaction = endorseBy(List.of("HarbourBrokers", "QuillTech"), contract, "put", key, "1");

        assertThat(fateOf(transaction).getCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        assertThat(evaluate(contract, "get", key)).isEmpty();
    }

    @Test
    void endorsers_that_differ_are_told_apart() {
        var failure = catchThrowableOfType(EndorseException.class, () -> contract.submitTransaction("diverge", key));

        assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("failed to collect enough transaction endorsements, see attached details for more info");
        assertThat(details(failure)).isNotEmpty().containsOnly(DIFFERENT);
    }

    @Test
    void an_error_of_the_chaincode_reaches_the_client() {
        var failure = catchThrowableOfType(EndorseException.class, () -> submit(contract, "fail", "no funds"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("failed to endorse transaction, see attached details for more info");
        assertThat(details(failure)).containsExactly("chaincode response 500, no funds");
        assertThat(failure.getDetails().getFirst().getMspId()).isEqualTo("HarbourBrokers");
    }

    @Test
    void an_error_of_the_chaincode_in_an_evaluation_has_the_status_unknown() {
        var failure = catchThrowableOfType(GatewayException.class, () -> evaluate(contract, "fail", "no funds"));

        assertThat(failure.getStatus().getCode()).isEqualTo(Code.UNKNOWN);
        assertThat(failure.getStatus().getDescription())
                .isEqualTo("evaluate call to endorser returned error: chaincode response 500, no funds");
    }

    @Test
    void an_unknown_chaincode_is_a_failed_precondition() {
        var nowhere = client.contract("nowhere");

        assertThat(catchThrowableOfType(GatewayException.class, () -> nowhere.submitTransaction("put", key, "1"))
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(catchThrowableOfType(GatewayException.class, () -> evaluate(nowhere, "get", key))
                        .getStatus()
                        .getCode())
                .isEqualTo(Code.FAILED_PRECONDITION);
    }

    @Test
    void the_status_of_a_transaction_that_was_not_submitted_is_awaited_until_the_deadline() throws Exception {
        var unsubmitted = contract.newProposal("put").addArguments(key, "2").build();
        var request = SignedRequests.commitStatus(client, unsubmitted.getTransactionId());

        var failure = catchThrowableOfType(
                CommitStatusException.class,
                () -> request.getStatus(options -> options.withDeadlineAfter(300, TimeUnit.MILLISECONDS)));

        assertThat(failure.getStatus().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }
}
