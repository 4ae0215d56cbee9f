package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.endorse;
import static clearing.devnet.conformance.Contracts.fateOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Signature;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A peer tells under its signature in which block a transaction is and what became of it. */
class AttestationTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    @Test
    void a_peer_signs_the_block_of_a_transaction() throws Exception {
        try (var client = LEDGER.client("HarbourBrokers", "trader")) {
            var transaction = endorse(client.contract(), "put", "attested", "value");
            var fate = fateOf(transaction);

            var answer = ask(client, transaction.getTransactionId());

            var action = ChaincodeAction.parseFrom(
                    ProposalResponsePayload.parseFrom(answer.getPayload()).getExtension());
            var block = Block.parseFrom(action.getResponse().getPayload());
            assertThat(action.getChaincodeId().getName()).isEqualTo("qscc");
            assertThat(block.getHeader().getNumber()).isEqualTo(fate.getBlockNumber());
            assertThat(signatureIsRight(answer)).isTrue();
        }
    }

    @Test
    void an_unknown_transaction_is_not_attested() throws Exception {
        try (var client = LEDGER.client("HarbourBrokers", "trader")) {
            var answer = ask(client, "no such transaction");

            assertThat(answer.getResponse().getStatus()).isEqualTo(500);
            assertThat(answer.hasEndorsement()).isFalse();
        }
    }

    private static ProposalResponse ask(MemberClient client, String transactionId) throws Exception {
        var proposal = client.network()
                .getContract("qscc")
                .newProposal("GetBlockByTxID")
                .addArguments(client.network().getName(), transactionId)
                .build();
        var bytes =
                ProposedTransaction.parseFrom(proposal.getBytes()).getProposal().getProposalBytes();
        var signed = SignedProposal.newBuilder()
                .setProposalBytes(bytes)
                .setSignature(com.google.protobuf.ByteString.copyFrom(
                        client.signer().sign(Hash.SHA256.apply(bytes.toByteArray()))))
                .build();
        return EndorserGrpc.newBlockingStub(client.channel()).processProposal(signed);
    }

    private static boolean signatureIsRight(ProposalResponse answer) throws Exception {
        var endorser = answer.getEndorsement().getEndorser();
        var pem = SerializedIdentity.parseFrom(endorser).getIdBytes();
        var certificate =
                java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(pem.newInput());
        var check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(certificate.getPublicKey());
        check.update(answer.getPayload().toByteArray());
        check.update(endorser.toByteArray());
        return check.verify(answer.getEndorsement().getSignature().toByteArray());
    }
}
