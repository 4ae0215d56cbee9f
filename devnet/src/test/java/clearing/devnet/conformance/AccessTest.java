package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.awaitAnswer;
import static clearing.devnet.conformance.Contracts.details;
import static clearing.devnet.conformance.Contracts.endorse;
import static clearing.devnet.conformance.Contracts.evaluate;
import static clearing.devnet.conformance.Contracts.fateOf;
import static clearing.devnet.conformance.Contracts.refusals;
import static clearing.devnet.conformance.Contracts.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import clearing.devnet.ca.CertificateAuthority;
import clearing.devnet.ca.LedgerHome;
import clearing.devnet.ca.Member;
import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    private static final String MEMBER = "HarbourBrokers";

    /** Someone whose certificate names a member, but was issued by an authority of their own. */
    private static MemberClient stranger(Path folder, String mspId) throws Exception {
        var user = strangersUser(folder);
        return MemberClient.connect(LEDGER.home(), MEMBER, mspId, LedgerHome.certificate(user), LedgerHome.key(user));
    }

    private static Path strangersUser(Path folder) throws Exception {
        var home = new LedgerHome(folder);
        CertificateAuthority.local(home, InstantSource.system(), new SecureRandom())
                .make(List.of(Member.withNode(MEMBER)));
        return home.user(MEMBER, "trader");
    }

    @Test
    void a_stranger_gets_nothing_endorsed(@TempDir Path folder) throws Exception {
        try (var stranger = stranger(folder, MEMBER)) {
            var failure =
                    catchThrowableOfType(EndorseException.class, () -> submit(stranger.contract(), "put", "k", "v"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
            assertThat(details(failure))
                    .singleElement()
                    .asString()
                    .isEqualTo("error validating proposal: access denied: channel [clearing] creator org unknown, "
                            + "creator is malformed");
        }
    }

    @Test
    void a_members_certificate_with_anothers_signature_gets_nothing_endorsed(@TempDir Path folder) throws Exception {
        var certificate = LedgerHome.certificate(new LedgerHome(LEDGER.home()).user(MEMBER, "trader"));
        var key = LedgerHome.key(strangersUser(folder));
        try (var forger = MemberClient.connect(LEDGER.home(), MEMBER, MEMBER, certificate, key)) {
            var failure =
                    catchThrowableOfType(EndorseException.class, () -> submit(forger.contract(), "put", "k", "v"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.ABORTED);
            assertThat(details(failure))
                    .singleElement()
                    .isEqualTo(
                            "error validating proposal: access denied: channel [clearing] creator org [HarbourBrokers]");
        }
    }

    @Test
    void a_stranger_reads_nothing(@TempDir Path folder) throws Exception {
        try (var stranger = stranger(folder, MEMBER)) {
            var failure = catchThrowableOfType(GatewayException.class, () -> evaluate(stranger.contract(), "get", "k"));

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
        }
    }

    @Test
    void an_organisation_that_is_not_in_the_channel_is_unknown(@TempDir Path folder) throws Exception {
        try (var stranger = stranger(folder, "Nobody")) {
            var failure =
                    catchThrowableOfType(EndorseException.class, () -> submit(stranger.contract(), "put", "k", "v"));

            assertThat(details(failure)).singleElement().asString().contains("creator org unknown");
        }
    }

    @Test
    void a_stranger_learns_no_transactions_fate(@TempDir Path folder) throws Exception {
        try (var stranger = stranger(folder, MEMBER)) {
            var failure = catchThrowableOfType(
                    CommitStatusException.class,
                    () -> SignedRequests.commitStatus(stranger, "some transaction")
                            .getStatus());

            assertThat(failure.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED);
        }
    }

    @Test
    void a_transaction_that_a_stranger_signed_is_not_ordered(@TempDir Path folder) throws Exception {
        try (var member = LEDGER.client(MEMBER, "trader");
                var stranger = stranger(folder, MEMBER)) {
            var endorsed = endorse(member.contract(), "put", "k" + System.nanoTime(), "v");
            var forged = stranger.signer().sign(endorsed.getDigest());
            var transaction = member.gateway().newSignedTransaction(endorsed.getBytes(), forged);

            var failure = catchThrowableOfType(SubmitException.class, transaction::submitAsync);

            assertThat(refusals(failure, LEDGER.ordering())).anyMatch(text -> text.contains("status=FORBIDDEN"));
        }
    }

    @Test
    void a_result_that_was_changed_after_its_endorsement_is_not_valid() throws Exception {
        try (var member = LEDGER.client(MEMBER, "trader")) {
            var key = "k" + System.nanoTime();
            var endorsed = endorse(member.contract(), "put", key, "v");
            var prepared = PreparedTransaction.parseFrom(endorsed.getBytes());
            var payload = withOtherResult(prepared.getEnvelope().getPayload());
            var changed = prepared.toBuilder()
                    .setEnvelope(Envelope.newBuilder().setPayload(payload))
                    .build();
            var signature = SignedRequests.signature(member, payload).toByteArray();
            var transaction = member.gateway().newSignedTransaction(changed.toByteArray(), signature);

            assertThat(fateOf(transaction).getCode()).isEqualTo(TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
            assertThat(evaluate(member.contract(), "get", key)).isEmpty();
        }
    }

    /** The payload with another response in the endorsed result; everything else stays. */
    private static ByteString withOtherResult(ByteString payload) throws Exception {
        var outer = Payload.parseFrom(payload);
        var transaction = Transaction.parseFrom(outer.getData());
        var action = ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
        var response = ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload());
        var result = ChaincodeAction.parseFrom(response.getExtension());
        var otherResult = result.toBuilder()
                .setResponse(result.getResponse().toBuilder().setMessage("changed"))
                .build();
        var otherResponse =
                response.toBuilder().setExtension(otherResult.toByteString()).build();
        var otherAction = action.toBuilder()
                .setAction(action.getAction().toBuilder().setProposalResponsePayload(otherResponse.toByteString()))
                .build();
        var otherTransaction = transaction.toBuilder()
                .setActions(0, transaction.getActions(0).toBuilder().setPayload(otherAction.toByteString()))
                .build();
        return outer.toBuilder()
                .setData(otherTransaction.toByteString())
                .build()
                .toByteString();
    }

    @Test
    void the_regulator_reads_through_a_members_peer() throws Exception {
        try (var member = LEDGER.client(MEMBER, "trader");
                var regulator = LEDGER.client("MarketAuthority", "reader")) {
            var key = "k" + System.nanoTime();
            submit(member.contract(), "put", key, "seen");

            awaitAnswer("seen", regulator.contract(), "get", key);
            var request =
                    regulator.network().newBlockEventsRequest().startBlock(0).build();
            try (var blocks = request.getEvents()) {
                assertThat(blocks.next().getHeader().getNumber()).isZero();
            }
        }
    }

    @Test
    void the_regulator_writes_nothing() throws Exception {
        try (var regulator = LEDGER.client("MarketAuthority", "reader")) {
            var failure =
                    catchThrowableOfType(GatewayException.class, () -> submit(regulator.contract(), "put", "k", "v"));

            assertThat(refusals(failure, LEDGER.ordering())).anyMatch(text -> text.contains("status=FORBIDDEN"));
        }
    }
}
