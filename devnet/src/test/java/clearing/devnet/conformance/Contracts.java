package clearing.devnet.conformance;

import java.nio.charset.StandardCharsets;
import org.hyperledger.fabric.client.CommitException;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Short forms of what the suite does again and again. */
final class Contracts {

    private Contracts() {}

    static String submit(Contract contract, String function, String... arguments)
            throws EndorseException, SubmitException, CommitStatusException, CommitException {
        return new String(contract.submitTransaction(function, arguments), StandardCharsets.UTF_8);
    }

    static String evaluate(Contract contract, String function, String... arguments) throws GatewayException {
        return new String(contract.evaluateTransaction(function, arguments), StandardCharsets.UTF_8);
    }

    static Transaction endorse(Contract contract, String function, String... arguments) throws EndorseException {
        return contract.newProposal(function).addArguments(arguments).build().endorse();
    }

    /** Submits an endorsed transaction and waits for its fate, good or bad. */
    static Status fateOf(Transaction transaction) throws SubmitException, CommitStatusException {
        return transaction.submitAsync().getStatus();
    }

    /** The messages that peers attached to a failure. */
    static java.util.List<String> details(GatewayException failure) {
        return failure.getDetails().stream().map(ErrorDetail::getMessage).toList();
    }
}
