package clearing.client.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clearing.client.TestHome;
import clearing.client.chain.BlockRejected.Reason;
import clearing.client.chain.TestChain.Style;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class VerifiedBlockStreamTest {
    private static final VerifiedBlockStream.Options QUICK =
            new VerifiedBlockStream.Options(4, Duration.ofMillis(5), Duration.ofMillis(20), false);

    private final TestChain chain = new TestChain(Style.RAFT, TestHome.MEMBERS.subList(0, 1));

    private void grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.add("transaction " + i);
        }
    }

    @Test
    void peers_that_break_off_are_followed_by_the_next_without_a_gap_or_a_double() throws Exception {
        grow(9);
        try (TestPeer first = new TestPeer().with(chain.blocks()).breakingAfter(2);
                TestPeer second = new TestPeer().with(chain.blocks()).breakingAfter(3);
                VerifiedBlockStream stream = open(StartAt.GENESIS, first, second)) {
            assertThat(take(stream, 10)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(first.calls()).isGreaterThan(1);
            assertThat(second.calls()).isGreaterThan(1);
        }
    }

    @Test
    void a_forged_block_ends_the_stream_for_good_and_what_came_before_stays() throws Exception {
        grow(3);
        List<Block> blocks = new ArrayList<>(chain.blocks());
        blocks.set(2, chain.sign(blocks.get(2), List.of(TestHome.identity("HarbourBrokers", "admin"))));
        try (TestPeer peer = new TestPeer().with(blocks);
                VerifiedBlockStream stream = open(StartAt.GENESIS, peer)) {
            assertThat(take(stream, 2)).containsExactly(0L, 1L);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(BlockRejected.class)
                        .isThrownBy(stream::take)
                        .satisfies(e -> assertThat(e.blockNumber()).isEqualTo(2))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SIGNATURES));
            }
        }
    }

    @Test
    void a_reader_that_does_not_read_holds_the_peer_back() throws Exception {
        // Blocks that are large beside what the transport takes in by itself before it says that it is full.
        for (int i = 0; i < 200; i++) {
            chain.add(i + "x".repeat(20_000));
        }
        try (TestPeer peer = new TestPeer().with(chain.blocks());
                VerifiedBlockStream stream = open(StartAt.GENESIS, peer)) {
            assertThat(stream.take().number()).isZero();
            assertThat(peer.sent()).isLessThan(150);
            assertThat(take(stream, 200)).last().isEqualTo(200L);
        }
    }

    @Test
    void a_start_in_the_middle_walks_the_configurations_first() throws Exception {
        grow(2);
        chain.changeOrderers(TestHome.MEMBERS.subList(1, 2));
        grow(2);
        chain.changeOrderers(TestHome.MEMBERS.subList(2, 4));
        grow(3);
        ByteString before = HeaderHash.of(chain.blocks().get(7).getHeader());
        try (TestPeer peer = new TestPeer().with(chain.blocks());
                VerifiedBlockStream stream = open(StartAt.after(7, before), peer);
                VerifiedBlockStream blind = open(StartAt.block(4), peer)) {
            assertThat(take(stream, 2)).containsExactly(8L, 9L);
            assertThat(take(blind, 3)).containsExactly(4L, 5L, 6L);
        }
    }

    @Test
    void a_start_after_a_block_that_the_peer_does_not_have_is_rejected() throws Exception {
        grow(3);
        ByteString other = ByteString.copyFrom(new byte[32]);
        try (TestPeer peer = new TestPeer().with(chain.blocks());
                VerifiedBlockStream stream = open(StartAt.after(2, other), peer)) {
            assertThatExceptionOfType(BlockRejected.class)
                    .isThrownBy(stream::take)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PREVIOUS_HASH));
        }
    }

    @Test
    void nothing_new_is_answered_with_nothing() throws Exception {
        try (TestPeer peer = new TestPeer().with(chain.blocks());
                VerifiedBlockStream stream = open(StartAt.GENESIS, peer)) {
            assertThat(stream.take().number()).isZero();
            assertThat(stream.poll(Duration.ofMillis(50))).isEqualTo(Optional.empty());
        }
    }

    private VerifiedBlockStream open(StartAt start, TestPeer... peers) {
        List<BlockSource> sources = new ArrayList<>();
        for (TestPeer peer : peers) {
            sources.add(peer.source());
        }
        return VerifiedBlockStream.open(sources, chain.genesis(), start, QUICK);
    }

    private static List<Long> take(VerifiedBlockStream stream, int count) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(stream.take().number());
        }
        return numbers;
    }
}
