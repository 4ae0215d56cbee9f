package clearing.client.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.client.TestHome;
import clearing.client.chain.BlockRejected.Reason;
import clearing.client.chain.TestChain.Style;
import clearing.client.sign.SigningIdentity;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BlockVerifierTest {
    private static final List<String> FOUR = TestHome.MEMBERS;

    @ParameterizedTest
    @EnumSource
    void a_chain_is_accepted_and_linked(Style style) {
        TestChain chain = new TestChain(style, FOUR);
        chain.add("one");
        chain.add("two");
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), true);

        List<VerifiedBlock> verified =
                chain.blocks().stream().map(verifier::verify).toList();

        assertThat(verified).extracting(VerifiedBlock::number).containsExactly(0L, 1L, 2L);
        assertThat(verified.get(2).previousHash()).isEqualTo(verified.get(1).headerHash());
        assertThat(verified.get(2).transactions()).singleElement().satisfies(t -> {
            assertThat(t.txId()).isEqualTo("two");
            assertThat(t.creator().mspId()).isEqualTo("HarbourBrokers");
            assertThat(t.valid()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_transaction_is_rejected(Style style) {
        TestChain chain = new TestChain(style, FOUR);
        Block block = chain.add("pay 1");
        Block forged = block.toBuilder()
                .setData(BlockData.newBuilder().addData(TestChain.envelope("pay 1000")))
                .build();

        assertRejected(chain, forged, Reason.DATA_HASH);
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_transaction_with_its_hash_set_right_is_rejected(Style style) {
        TestChain chain = new TestChain(style, FOUR);
        Block block = chain.add("pay 1");
        BlockData data =
                BlockData.newBuilder().addData(TestChain.envelope("pay 1000")).build();
        Block forged = block.toBuilder()
                .setData(data)
                .setHeader(block.getHeader().toBuilder().setDataHash(HeaderHash.ofData(data)))
                .build();

        assertRejected(chain, forged, Reason.SIGNATURES);
    }

    @Test
    void a_skipped_block_is_rejected_by_its_number() {
        TestChain chain = new TestChain(Style.RAFT, FOUR);
        chain.add("one");
        Block second = chain.add("two");

        assertRejected(chain, second, Reason.NUMBER);
    }

    @Test
    void a_block_of_another_history_is_rejected_by_its_link() {
        TestChain chain = new TestChain(Style.RAFT, FOUR);
        chain.add("one");
        TestChain other = new TestChain(Style.RAFT, FOUR);
        other.add("another one");
        Block second = other.add("two");
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), false);
        verifier.verify(chain.blocks().get(0));
        verifier.verify(chain.blocks().get(1));

        assertThatExceptionOfType(BlockRejected.class)
                .isThrownBy(() -> verifier.verify(second))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PREVIOUS_HASH))
                .satisfies(e -> assertThat(e.blockNumber()).isEqualTo(2));
    }

    @Test
    void another_genesis_block_is_rejected() {
        TestChain chain = new TestChain(Style.RAFT, FOUR);
        TestChain other = new TestChain(Style.RAFT, FOUR.subList(0, 1));
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), false);

        assertThatExceptionOfType(BlockRejected.class)
                .isThrownBy(() -> verifier.verify(other.genesis()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.GENESIS));
    }

    @Test
    void a_client_of_an_orderer_organisation_does_not_sign_blocks() {
        TestChain chain = new TestChain(Style.RAFT, FOUR);
        Block block = chain.add("one");
        Block forged = chain.sign(block, List.of(TestHome.identity("HarbourBrokers", "admin")));

        assertRejected(chain, forged, Reason.SIGNATURES);
    }

    @Test
    void an_orderer_of_an_organisation_that_does_not_order_is_a_stranger() {
        TestChain chain = new TestChain(Style.RAFT, FOUR.subList(0, 2));
        Block block = chain.add("one");

        assertRejected(chain, chain.sign(block, List.of(TestHome.orderer("LanternPay"))), Reason.SIGNATURES);
    }

    @Test
    void three_of_four_consenters_are_a_quorum_and_two_are_not() {
        TestChain chain = new TestChain(Style.BFT, FOUR);
        Block block = chain.add("one");
        List<SigningIdentity> all = chain.signers();

        assertRejected(chain, chain.sign(block, all.subList(0, 2)), Reason.SIGNATURES);
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), false);
        verifier.verify(chain.genesis());
        assertThat(verifier.verify(chain.sign(block, all.subList(0, 3))).number())
                .isEqualTo(1);
    }

    @Test
    void one_consenter_counts_once_however_often_it_signs() {
        TestChain chain = new TestChain(Style.BFT, FOUR);
        Block block = chain.add("one");
        SigningIdentity first = chain.signers().get(0);

        assertRejected(chain, chain.sign(block, List.of(first, first, first)), Reason.SIGNATURES);
    }

    @Test
    void a_signature_under_another_consenters_number_does_not_count() throws Exception {
        TestChain chain = new TestChain(Style.BFT, FOUR);
        Block block = chain.add("one");
        Metadata metadata = Metadata.parseFrom(block.getMetadata().getMetadata(0));
        Metadata.Builder swapped = metadata.toBuilder().clearSignatures();
        List<MetadataSignature> signatures = metadata.getSignaturesList();
        for (int i = 0; i < signatures.size(); i++) {
            swapped.addSignatures(signatures.get(i).toBuilder()
                    .setIdentifierHeader(
                            signatures.get((i + 1) % signatures.size()).getIdentifierHeader()));
        }
        Block forged = block.toBuilder()
                .setMetadata(block.getMetadata().toBuilder()
                        .setMetadata(0, swapped.build().toByteString()))
                .build();

        assertRejected(chain, forged, Reason.SIGNATURES);
    }

    @Test
    void envelopes_cut_apart_in_another_way_are_rejected() {
        TestChain chain = new TestChain(Style.RAFT, FOUR);
        Block block = chain.add(List.of(TestChain.envelope("one"), TestChain.envelope("two")), chain.signers());
        ByteString joined = block.getData().getData(0).concat(block.getData().getData(1));
        Block forged = block.toBuilder()
                .setData(BlockData.newBuilder().addData(joined))
                .build();

        assertRejected(chain, forged, Reason.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void new_orderers_are_believed_from_the_block_after_their_configuration_on(Style style) {
        TestChain chain = new TestChain(style, FOUR.subList(0, 1));
        chain.add("by the first");
        chain.changeOrderers(FOUR.subList(1, 2));
        Block byNew = chain.add("by the second");
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), false);
        List<VerifiedBlock> verified = new ArrayList<>();
        chain.blocks().subList(0, 3).forEach(block -> verified.add(verifier.verify(block)));
        Block byOld = chain.sign(byNew, List.of(TestHome.orderer(FOUR.get(0))));

        assertThatExceptionOfType(BlockRejected.class).isThrownBy(() -> verifier.verify(byOld));
        assertThat(verifier.verify(byNew).lastConfig()).isEqualTo(2);
    }

    private static void assertRejected(TestChain chain, Block forged, Reason reason) {
        BlockVerifier verifier = new BlockVerifier(chain.genesis(), false);
        verifier.verify(chain.genesis());
        assertThatExceptionOfType(BlockRejected.class)
                .isThrownBy(() -> verifier.verify(forged))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .satisfies(e -> assertThat(e.blockNumber()).isEqualTo(1));
        assertThat(verifier.next()).isEqualTo(1);
    }
}
