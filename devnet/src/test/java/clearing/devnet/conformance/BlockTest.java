package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.submit;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.devnet.block.Blocks;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.orderer.SeekInfo;
import org.hyperledger.fabric.protos.orderer.SeekNewest;
import org.hyperledger.fabric.protos.orderer.SeekNextCommit;
import org.hyperledger.fabric.protos.orderer.SeekOldest;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlockTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    private static final SeekPosition OLDEST =
            SeekPosition.newBuilder().setOldest(SeekOldest.getDefaultInstance()).build();
    private static final SeekPosition NEWEST =
            SeekPosition.newBuilder().setNewest(SeekNewest.getDefaultInstance()).build();
    private static final SeekPosition NEXT = SeekPosition.newBuilder()
            .setNextCommit(SeekNextCommit.getDefaultInstance())
            .build();

    private MemberClient client;
    private String key;

    @BeforeEach
    void connect() throws Exception {
        client = LEDGER.client("QuillTech", "trader");
        key = "b" + System.nanoTime();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    /** What a stream answers, up to its end. */
    private static final class Answers implements StreamObserver<DeliverResponse> {
        private static final Object END = new Object();
        private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

        DeliverResponse next() throws InterruptedException {
            var next = queue.poll(120, TimeUnit.SECONDS);
            assertThat(next).isInstanceOf(DeliverResponse.class);
            return (DeliverResponse) next;
        }

        boolean isEmpty() {
            return queue.isEmpty();
        }

        /** All blocks up to a status. */
        List<Block> blocksUntil(Status expected) throws InterruptedException {
            var blocks = new ArrayList<Block>();
            while (true) {
                var next = next();
                if (next.hasBlock()) {
                    blocks.add(next.getBlock());
                } else {
                    assertThat(next.getStatus()).isEqualTo(expected);
                    return blocks;
                }
            }
        }

        @Override
        public void onNext(DeliverResponse response) {
            queue.add(response);
        }

        @Override
        public void onError(Throwable failure) {
            queue.add(failure);
        }

        @Override
        public void onCompleted() {
            queue.add(END);
        }
    }

    private static SeekPosition at(long number) {
        return SeekPosition.newBuilder()
                .setSpecified(SeekSpecified.newBuilder().setNumber(number))
                .build();
    }

    private static SeekInfo seek(SeekPosition start, SeekPosition stop) {
        return SeekInfo.newBuilder().setStart(start).setStop(stop).build();
    }

    private Answers deliver(SeekInfo seek) throws Exception {
        return deliver(client.network().getName(), seek, Instant.now());
    }

    private Answers deliver(String channel, SeekInfo seek, Instant stated) throws Exception {
        var answers = new Answers();
        var requests = DeliverGrpc.newStub(client.channel()).deliver(answers);
        requests.onNext(SignedRequests.seek(client, channel, seek, stated));
        return answers;
    }

    @Test
    void blocks_are_linked_from_the_genesis_block_of_the_home() throws Exception {
        submit(client.contract(), "put", key, "1");
        var blocks = deliver(seek(OLDEST, NEWEST)).blocksUntil(Status.SUCCESS);
        var genesis = Block.parseFrom(Files.readAllBytes(LEDGER.home().resolve("genesis.block")));

        assertThat(blocks.getFirst().getHeader()).isEqualTo(genesis.getHeader());
        assertThat(blocks.getFirst().getData()).isEqualTo(genesis.getData());
        for (int i = 0; i < blocks.size(); i++) {
            var header = blocks.get(i).getHeader();
            assertThat(header.getNumber()).isEqualTo(i);
            assertThat(header.getDataHash())
                    .isEqualTo(Blocks.dataHash(blocks.get(i).getData().getDataList()));
            if (i > 0) {
                assertThat(header.getPreviousHash())
                        .isEqualTo(Blocks.headerHash(blocks.get(i - 1).getHeader()));
            }
        }
    }

    @Test
    void enough_orderers_of_the_genesis_block_signed_every_block() throws Exception {
        submit(client.contract(), "put", key, "1");
        var blocks = deliver(seek(OLDEST, NEWEST)).blocksUntil(Status.SUCCESS);
        var ordering = Ordering.of(blocks.getFirst());

        for (var block : blocks.subList(1, blocks.size())) {
            assertThat(ordering.signaturesOf(block)).isGreaterThanOrEqualTo(ordering.signatures());
        }
    }

    @Test
    void a_block_carries_a_code_for_each_transaction() throws Exception {
        submit(client.contract(), "put", key, "1");

        var newest = deliver(seek(NEWEST, NEWEST)).blocksUntil(Status.SUCCESS);

        assertThat(newest).hasSize(1);
        assertThat(Blocks.codes(newest.getFirst()))
                .hasSize(newest.getFirst().getData().getDataCount())
                .contains(TxValidationCode.VALID_VALUE);
    }

    @Test
    void one_block_alone_can_be_asked_for() throws Exception {
        assertThat(deliver(seek(at(0), at(0))).blocksUntil(Status.SUCCESS))
                .singleElement()
                .satisfies(block -> assertThat(block.getHeader().getNumber()).isZero());
    }

    @Test
    void a_stream_from_the_next_commit_begins_with_the_next_block() throws Exception {
        submit(client.contract(), "put", key, "1");
        var newest = deliver(seek(NEWEST, NEWEST)).blocksUntil(Status.SUCCESS).getFirst();
        var height = newest.getHeader().getNumber() + 1;

        var waiting = deliver(seek(at(height), at(height)));
        var next = deliver(seek(NEXT, at(1_000_000)));
        // The stream may be served after a commit or two; it begins with the first one after that.
        do {
            submit(client.contract(), "put", key, "2");
        } while (next.isEmpty());

        assertThat(waiting.next().getBlock().getHeader().getNumber()).isEqualTo(height);
        assertThat(next.next().getBlock().getHeader().getNumber()).isGreaterThanOrEqualTo(height);
    }

    @Test
    void a_client_that_does_not_want_to_wait_is_told_where_the_chain_ends() throws Exception {
        var impatient = seek(at(1_000_000), at(1_000_001)).toBuilder()
                .setBehavior(SeekInfo.SeekBehavior.FAIL_IF_NOT_READY)
                .build();

        assertThat(deliver(impatient).blocksUntil(Status.NOT_FOUND)).isEmpty();
    }

    @Test
    void a_stop_before_the_start_is_a_bad_request() throws Exception {
        assertThat(deliver(seek(at(1), at(0))).blocksUntil(Status.BAD_REQUEST)).isEmpty();
    }

    @Test
    void a_seek_without_a_start_is_a_bad_request() throws Exception {
        var seek = SeekInfo.newBuilder().setStop(NEWEST).build();

        assertThat(deliver(seek).blocksUntil(Status.BAD_REQUEST)).isEmpty();
    }

    @Test
    void an_unknown_channel_is_not_found() throws Exception {
        assertThat(deliver("nowhere", seek(OLDEST, OLDEST), Instant.now()).blocksUntil(Status.NOT_FOUND))
                .isEmpty();
    }

    @Test
    void a_request_of_another_hour_is_a_bad_request() throws Exception {
        var stated = Instant.now().minus(Duration.ofHours(1));

        assertThat(deliver(client.network().getName(), seek(OLDEST, OLDEST), stated)
                        .blocksUntil(Status.BAD_REQUEST))
                .isEmpty();
    }

    @Test
    void filtered_blocks_tell_ids_codes_and_events_and_no_contents() throws Exception {
        var transaction = Contracts.endorse(client.contract(), "event", key, "secret");
        var status = Contracts.fateOf(transaction);
        var request = client.network()
                .newFilteredBlockEventsRequest()
                .startBlock(status.getBlockNumber())
                .build();

        try (var blocks = request.getEvents()) {
            var block = blocks.next();
            var found = block.getFilteredTransactionsList().stream()
                    .filter(entry -> entry.getTxid().equals(transaction.getTransactionId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(block.getNumber()).isEqualTo(status.getBlockNumber());
            assertThat(block.getChannelId()).isEqualTo(client.network().getName());
            assertThat(found.getTxValidationCode()).isEqualTo(TxValidationCode.VALID);
            var event = found.getTransactionActions().getChaincodeActions(0).getChaincodeEvent();
            assertThat(event.getEventName()).isEqualTo(key);
            assertThat(event.getPayload()).isEqualTo(ByteString.EMPTY);
        }
    }

    @Test
    void the_second_request_on_a_stream_is_answered_too() throws Exception {
        var answers = new Answers();
        var requests = DeliverGrpc.newStub(client.channel()).deliver(answers);
        var seek = SignedRequests.seek(client, client.network().getName(), seek(OLDEST, OLDEST), Instant.now());

        requests.onNext(seek);
        assertThat(answers.blocksUntil(Status.SUCCESS)).hasSize(1);
        requests.onNext(seek);

        assertThat(answers.blocksUntil(Status.SUCCESS)).hasSize(1);
    }
}
