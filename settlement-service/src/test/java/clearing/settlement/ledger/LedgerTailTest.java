package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.VerifiedBlock;
import clearing.client.chain.WriteEntry;
import clearing.settlement.store.AuditLog;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LedgerTailTest {
    private static List<VerifiedBlock> blocks = List.of();
    private static SimulatedChain chain = SimulatedChain.day(0, 0);
    private static String straight = "";

    @BeforeAll
    static void apply_once_without_disturbance() throws InterruptedException {
        chain = SimulatedChain.day(6, 50);
        blocks = chain.blocks();
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), blocks, FailPoints.NONE)) {
            tailed.awaitHeight(last());
            straight = tailed.contents();
            assertThat(count(tailed, "select count(*) from trade where state = 4"))
                    .isEqualTo(300);
            assertThat(count(tailed, "select count(*) from posting")).isEqualTo(301);
            assertThat(count(tailed, "select count(*) from tx where code = 9")).isEqualTo(6);
            assertThat(count(tailed, "select count(*) from tx where code = 11")).isEqualTo(6);
            assertThat(tailed.database().read(AuditLog::firstBroken)).isEqualTo(-1);
        }
    }

    @Test
    void restarts_at_random_blocks_leave_the_same_tables() throws InterruptedException {
        Random random = new Random(20261120);
        DatabaseAddress address = TestDatabases.fresh();
        for (long height = 0; height < last(); height = Math.min(last(), height + 1 + random.nextInt(8))) {
            try (Tailed tailed = new Tailed(address, blocks.subList(0, (int) height + 1), FailPoints.NONE)) {
                tailed.awaitHeight(height);
            }
        }
        try (Tailed tailed = new Tailed(address, blocks, FailPoints.NONE)) {
            tailed.awaitHeight(last());
            assertThat(tailed.contents()).isEqualTo(straight);
        }
    }

    @Test
    void a_wrong_byte_halts_the_tail_and_a_resume_believes_nothing() throws InterruptedException {
        long settled = last();
        List<VerifiedBlock> wrong = chain.tampered(settled, tx -> {
            List<WriteEntry> writes = new ArrayList<>(tx.writes());
            WriteEntry write = writes.getFirst();
            byte[] value = write.value().toByteArray();
            value[value.length - 1] ^= 1;
            writes.set(0, new WriteEntry(write.namespace(), write.key(), false, ByteString.copyFrom(value)));
            return SimulatedChain.with(tx, tx.validationCode(), writes, tx.response());
        });
        DatabaseAddress address = TestDatabases.fresh();
        try (Tailed tailed = new Tailed(address, wrong, FailPoints.NONE)) {
            tailed.awaitHalt();
            Halt halt = tailed.status().halt().orElseThrow();
            assertThat(halt.reason()).isEqualTo(HaltReason.WRITE_DIFFERS);
            assertThat(halt.block()).isEqualTo(settled);
            assertThat(halt.key()).isPresent();
            assertThat(halt.expectedSha256()).isNotEqualTo(halt.actualSha256());
            assertThat(tailed.status().verifiedHeight()).isEqualTo(settled - 1);
            assertThat(tailed.tail().resume("operator", "try again")).isTrue();
            tailed.awaitHalt();
        }
        try (Tailed tailed = new Tailed(address, blocks, FailPoints.NONE)) {
            tailed.awaitHalt();
            assertThat(tailed.tail().resume("operator", "the peer was restored"))
                    .isTrue();
            tailed.awaitHeight(last());
            assertThat(tailed.contents()).isEqualTo(straight);
        }
    }

    @Test
    void a_missing_write_a_wrong_response_and_wrong_flags_halt() throws InterruptedException {
        assertThat(haltOf(tx -> SimulatedChain.with(
                        tx,
                        tx.validationCode(),
                        tx.writes().subList(1, tx.writes().size()),
                        tx.response())))
                .isEqualTo(HaltReason.WRITE_MISSING);
        assertThat(haltOf(tx ->
                        SimulatedChain.with(tx, tx.validationCode(), tx.writes(), ByteString.copyFromUtf8("done"))))
                .isEqualTo(HaltReason.RESPONSE_DIFFERS);
        assertThat(haltOf(
                        tx -> SimulatedChain.with(tx, TxValidationCode.MVCC_READ_CONFLICT, tx.writes(), tx.response())))
                .isEqualTo(HaltReason.FLAG_DIFFERS);
        assertThat(haltOf(tx -> {
                    List<WriteEntry> writes = new ArrayList<>(tx.writes());
                    writes.add(new WriteEntry("clearing", "Z", false, ByteString.copyFromUtf8("more")));
                    return SimulatedChain.with(tx, tx.validationCode(), writes, tx.response());
                }))
                .isEqualTo(HaltReason.WRITE_UNEXPECTED);
    }

    private static HaltReason haltOf(java.util.function.UnaryOperator<BlockTransaction> change)
            throws InterruptedException {
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), chain.tampered(2, change), FailPoints.NONE)) {
            tailed.awaitHalt();
            return tailed.status().halt().orElseThrow().reason();
        }
    }

    private static long count(Tailed tailed, String sql) {
        return tailed.database().read(connection -> Rows.number(connection, sql));
    }

    private static long last() {
        return blocks.size() - 1L;
    }
}
