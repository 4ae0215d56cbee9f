package clearing.devnet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Short forms of what the suite does again and again. */
final class Contracts {

    /** What the gateway says of each endorser whose result is not that of the first. */
    static final String DIFFERENT = "ProposalResponsePayloads do not match";

    private Contracts() {}

    /** How long peers may take to come to the same block. */
    private static final Duration WITHIN = Duration.ofSeconds(90);

    /** Endorses, submits, and waits until the client's own peer has committed the valid transaction. */
    static String submit(Contract contract, String function, String... arguments)
            throws EndorseException, SubmitException, CommitStatusException {
        var transaction = endorse(contract, function, arguments);
        var status = fateOf(transaction);
        assertThat(status.getCode()).isEqualTo(TxValidationCode.VALID);
        return new String(transaction.getResult(), StandardCharsets.UTF_8);
    }

    static String evaluate(Contract contract, String function, String... arguments) throws GatewayException {
        return new String(contract.evaluateTransaction(function, arguments), StandardCharsets.UTF_8);
    }

    /** Evaluates until the answer is the expected one: a peer that is not the writer's may be a block behind. */
    static void awaitAnswer(String expected, Contract contract, String function, String... arguments)
            throws GatewayException {
        var end = Instant.now().plus(WITHIN);
        var answer = evaluate(contract, function, arguments);
        while (!answer.equals(expected) && Instant.now().isBefore(end)) {
            answer = evaluate(contract, function, arguments);
        }
        assertThat(answer).isEqualTo(expected);
    }

    /** Endorses by the chaincode's policy. */
    static Transaction endorse(Contract contract, String function, String... arguments) throws EndorseException {
        return endorseBy(List.of(), contract, function, arguments);
    }

    /**
     * Endorses as every client of a real network does: endorsers that differ because one of them is a block behind, or that
     * the client's own peer has not yet heard of, are asked again.
     *
     * @param organisations whose peers endorse; those that the policy wants when there are none
     */
    static Transaction endorseBy(List<String> organisations, Contract contract, String function, String... arguments)
            throws EndorseException {
        var end = Instant.now().plus(WITHIN);
        while (true) {
            try {
                var proposal = contract.newProposal(function).addArguments(arguments);
                if (!organisations.isEmpty()) {
                    proposal.setEndorsingOrganizations(organisations.toArray(String[]::new));
                }
                return proposal.build().endorse();
            } catch (EndorseException e) {
                if (!passes(e) || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    private static boolean passes(EndorseException failure) {
        var description = String.valueOf(failure.getStatus().getDescription());
        return details(failure).contains(DIFFERENT)
                || description.contains("no combination of peers can be derived")
                || description.contains("failed to find any endorsing peers");
    }

    /** Submits an endorsed transaction and waits for its fate, good or bad. */
    static Status fateOf(Transaction transaction) throws SubmitException, CommitStatusException {
        return transaction.submitAsync().getStatus();
    }

    /**
     * What the orderers answered to a transaction that they refused. Where one answers for all, that is the failure itself;
     * where a quorum must take it, each one's answer is a detail; one that is too busy may answer something else.
     */
    static List<String> refusals(GatewayException failure, Ordering ordering) {
        if (ordering.isByQuorum()) {
            assertThat(failure.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
            assertThat(details(failure)).isNotEmpty();
            return details(failure);
        }
        assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
        return List.of(String.valueOf(failure.getStatus().getDescription()));
    }

    /** The messages that peers attached to a failure. */
    static List<String> details(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }
}
