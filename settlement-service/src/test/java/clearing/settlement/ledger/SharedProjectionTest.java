package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.codec.Blob;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.ReconcileCommand;
import clearing.kernel.reconcile.AnchorPeriod;
import clearing.kernel.reconcile.BreakId;
import clearing.kernel.reconcile.JournalRoot;
import clearing.kernel.reconcile.SharedKind;
import clearing.kernel.reconcile.Subject;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shared breaks and anchors, as the tail writes them. */
class SharedProjectionTest {
    private static final Instant EVENING = Instant.parse("2026-11-20T20:00:00Z");

    private static Blob hash(String words) {
        return Blob.of(Bytes.sha256(words.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void each_step_of_a_break_and_each_anchor_is_a_row() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(1, 2);
        chain.submit(
                SimulatedChain.HARBOUR,
                new ReconcileCommand.OpenBreak(
                        SimulatedChain.LOTUS,
                        "B/1",
                        new Subject(SharedKind.AMOUNT_DIFFERS, "HKD", 100, SimulatedChain.DAY, "T0-0"),
                        hash("north"),
                        EVENING,
                        EVENING,
                        "please look"));
        chain.seal();
        chain.submit(
                SimulatedChain.LOTUS,
                new ReconcileCommand.AnswerBreak(new BreakId(SimulatedChain.HARBOUR, "B/1"), hash("south"), ""));
        JournalRoot root = new JournalRoot(hash("root"), 1, 5, hash("audit"), 3);
        AnchorPeriod day = AnchorPeriod.wholeDay(SimulatedChain.DAY);
        chain.submit(SimulatedChain.LOTUS, new ReconcileCommand.AnchorJournal(day, 0, root, ""));
        chain.submit(SimulatedChain.LOTUS, new ReconcileCommand.AnchorJournal(day, 1, root, "a late entry"));
        chain.seal();
        try (Tailed tailed = new Tailed(TestDatabases.fresh(), chain.blocks(), FailPoints.NONE)) {
            tailed.awaitHeight(chain.blocks().size() - 1L);
            assertThat(
                            texts(
                                    tailed,
                                    "select opener || ' ' || reference || ' ' || counterparty || ' ' || state from shared_break"))
                    .containsExactly("HarbourBrokers B/1 LotusSecurities ANSWERED");
            assertThat(
                            texts(
                                    tailed,
                                    "select step || ' ' || by_member || ' ' || words from shared_break_step order by block, tx, effect"))
                    .containsExactly("OPENED HarbourBrokers please look", "ANSWERED LotusSecurities ");
            assertThat(texts(
                            tailed,
                            "select member || ' ' || day || ' ' || revision from journal_anchor order by revision"))
                    .containsExactly("LotusSecurities 2026-11-20 0", "LotusSecurities 2026-11-20 1");
            assertThat(
                            texts(
                                    tailed,
                                    "select kind from other_effect where kind like 'SHARED%' or kind like 'JOURNAL%' order by kind"))
                    .containsExactly(
                            "JOURNAL_ANCHORED", "JOURNAL_ANCHORED", "SHARED_BREAK_ANSWERED", "SHARED_BREAK_OPENED");
        }
    }

    private static List<String> texts(Tailed tailed, String sql) {
        return tailed.database().read(connection -> Rows.list(connection, sql, List.of(), row -> row.getString(1)));
    }
}
