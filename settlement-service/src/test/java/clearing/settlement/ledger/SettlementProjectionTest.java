package clearing.settlement.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.chain.VerifiedBlock;
import clearing.kernel.constitution.Lane;
import clearing.kernel.queue.QueuePriority;
import clearing.settlement.queue.LaneQueue;
import clearing.settlement.queue.LaneQueue.Entry;
import clearing.settlement.queue.LaneQueues;
import clearing.settlement.queue.Reason;
import clearing.settlement.queue.Slot;
import clearing.settlement.store.DatabaseAddress;
import clearing.settlement.store.FailPoints;
import clearing.settlement.store.Rows;
import clearing.settlement.store.TestDatabases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Queues and liquidity, as the tail writes them. */
class SettlementProjectionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String OWN =
            "member = 'HarbourBrokers' and account = 'HOUSE' and asset = 'HKD' and day = '2026-11-20'";

    @Test
    void an_offset_settles_what_gross_found_shortageand_uses_only_the_difference() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        QueueDay.gridlock(chain);
        try (Tailed tailed = followed(chain.blocks())) {
            assertThat(count(tailed, "select count(*) from waiting")).isZero();
            assertThat(count(tailed, "select count(*) from trade where state = 4"))
                    .isEqualTo(2);
            assertThat(count(tailed, "select count(*) from trade_event where state_to = 3"))
                    .isEqualTo(2);
            assertThat(day(tailed))
                    .isEqualTo(new Day(0, 100_000_000, 70_000_000, 70_000_000, -30_000_000, 120_000_000, 150_000_000));
        }
    }

    @Test
    void a_ring_that_moves_no_position_counts_as_turnover_and_uses_nothing() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        QueueDay.ring(chain);
        try (Tailed tailed = followed(chain.blocks())) {
            assertThat(count(tailed, "select count(*) from waiting")).isZero();
            assertThat(day(tailed))
                    .isEqualTo(new Day(0, 100_000_000, 100_000_000, 100_000_000, 0, 5_000_000, 5_000_000));
            assertThat(count(tailed, "select count(*) from liquidity_day where trades = 2"))
                    .isEqualTo(3);
        }
    }

    /** The same worked out from the postings, one after the other, by the database. */
    @Test
    void gross_rounds_use_the_deepest_point_of_the_running_sum() throws InterruptedException {
        try (Tailed tailed = followed(SimulatedChain.day(3, 40).blocks())) {
            assertThat(day(tailed).lowestNet())
                    .isNegative()
                    .isEqualTo(count(
                            tailed,
                            "select min(run) from (select sum(minor) over (order by block, tx, effect) as run from posting"
                                    + " where kind = 'TRADE_LEG' and account = 'HOUSE' and asset = 'HKD') as runs"));
            assertThat(
                            count(
                                    tailed,
                                    "select count(*) from liquidity_day d join position p using (member, account, asset)"
                                            + " where d.opening + d.funded + d.net <> d.closing or d.closing <> p.available + p.held"))
                    .isZero();
        }
    }

    @Test
    void the_queue_says_which_member_lacks_how_much() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        QueueDay.waiting(chain);
        try (Tailed tailed = followed(chain.blocks())) {
            LaneQueue queue = queue(tailed);
            assertThat(queue.entries())
                    .extracting(entry -> entry.rank() + " " + entry.trade().reference())
                    .containsExactly(
                            "1 W-URGENT",
                            "2 W-OTHERS",
                            "3 W-BANK",
                            "4 W-BEHIND",
                            "5 W-HELD",
                            "6 W-EARLY",
                            "7 W-PAST",
                            "8 W-LATER");
            assertThat(why(queue, "W-HELD")).containsExactly(new Reason.Held("HarbourBrokers"));
            assertThat(why(queue, "W-EARLY")).containsExactly(new Reason.NotBefore(QueueDay.EARLY));
            assertThat(why(queue, "W-PAST")).containsExactly(new Reason.PastLatest(QueueDay.PAST));
            assertThat(why(queue, "W-URGENT"))
                    .containsExactly(new Reason.Lacking(slot("HarbourBrokers"), 100_000_000, 300_000_000, 300_000_000));
            assertThat(why(queue, "W-BEHIND")).singleElement().isInstanceOfSatisfying(Reason.Order.class, order -> {
                assertThat(order.slot()).isEqualTo(slot("HarbourBrokers"));
                assertThat(order.other().reference()).isEqualTo("W-URGENT");
                assertThat(order.missing()).isEqualTo(301_000_000);
            });
            assertThat(why(queue, "W-LATER")).containsExactly(new Reason.NotDue(QueueDay.LATER));
            assertThat(queue.shortages())
                    .extracting(LaneQueue.Shortage::slot)
                    .contains(slot("HarbourBrokers"), slot("LotusSecurities"));
            assertThat(queue.entries())
                    .hasSize(QueueDay.WAITING)
                    .extracting(Entry::step)
                    .containsOnly(Optional.empty());
        }
    }

    @Test
    void a_queue_changes_without_a_block_when_a_time_comes_that_a_party_asked_for() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        QueueDay.waiting(chain);
        try (Tailed tailed = followed(chain.blocks())) {
            LaneQueues queues = new LaneQueues("clearing");
            assertThat(why(queue(tailed, queues, QueueDay.EARLY.minusMillis(1)), "W-EARLY"))
                    .containsExactly(new Reason.NotBefore(QueueDay.EARLY));
            LaneQueue then = queue(tailed, queues, QueueDay.EARLY);
            assertThat(why(then, "W-EARLY")).singleElement().isInstanceOf(Reason.Order.class);
            assertThat(queue(tailed, queues, QueueDay.EARLY.plusSeconds(1))).isSameAs(then);
            assertThat(then.entries())
                    .filteredOn(entry -> entry.trade().reference().equals("W-HELD"))
                    .singleElement()
                    .satisfies(held -> {
                        assertThat(held.keptBack()).isTrue();
                        assertThat(held.standing().priority()).isEqualTo(QueuePriority.LOW);
                        assertThat(held.standing().heldBy()).containsExactly("HarbourBrokers");
                    });
        }
    }

    @Test
    void of_a_trade_that_settled_in_part_the_rest_waits() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(0, 0);
        QueueDay.divided(chain);
        try (Tailed tailed = followed(chain.blocks())) {
            LaneQueue queue = queue(tailed, new LaneQueues("clearing"), QueueDay.EARLY);
            assertThat(queue.entries()).singleElement().satisfies(rest -> {
                assertThat(rest.trade().delivery().minor()).isEqualTo(50_000_000);
                assertThat(rest.standing().leastPart()).isEqualTo(1_000_000);
                assertThat(rest.standing().settled().delivered()).isEqualTo(100_000_000);
            });
            assertThat(queue.shortages())
                    .singleElement()
                    .satisfies(shortage -> assertThat(shortage.outgoing()).isEqualTo(50_000_000));
            List<Long> posted = tailed.database()
                    .read(connection -> Rows.list(
                            connection,
                            "select minor from posting where reference = 'P-1'",
                            List.of(),
                            row -> row.getLong(1)));
            assertThat(posted).containsExactly(-100_000_000L);
        }
    }

    @Test
    void a_queue_that_was_never_kept_is_filled_from_the_verified_state() throws InterruptedException {
        SimulatedChain chain = SimulatedChain.day(2, 5);
        QueueDay.waiting(chain);
        DatabaseAddress address = TestDatabases.fresh();
        String kept;
        try (Tailed tailed = followed(address, chain.blocks())) {
            kept = rows(tailed);
            tailed.database().write(connection -> Rows.update(connection, "delete from waiting"));
            tailed.database().write(connection -> Rows.update(connection, "update cursor set waiting_known = false"));
        }
        try (Tailed tailed = followed(address, chain.blocks())) {
            assertThat(rows(tailed)).isEqualTo(kept);
        }
    }

    private static Tailed followed(List<VerifiedBlock> blocks) throws InterruptedException {
        return followed(TestDatabases.fresh(), blocks);
    }

    private static Tailed followed(DatabaseAddress address, List<VerifiedBlock> blocks) throws InterruptedException {
        Tailed tailed = new Tailed(address, blocks, FailPoints.NONE);
        tailed.awaitHeight(blocks.size() - 1L);
        return tailed;
    }

    private static LaneQueue queue(Tailed tailed) {
        return queue(tailed, new LaneQueues("clearing"), NOW);
    }

    private static LaneQueue queue(Tailed tailed, LaneQueues queues, Instant now) {
        return tailed.database()
                .read(connection -> queues.at(
                        connection, tailed.scales().constitution().orElseThrow(), new Lane("HK", 480), 0, now));
    }

    private static List<Reason> why(LaneQueue queue, String reference) {
        return queue.entries().stream()
                .filter(entry -> entry.trade().reference().equals(reference))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private static Slot slot(String member) {
        return Slot.position(member, "HOUSE", "HKD");
    }

    /** A position's day, in minor units. */
    private record Day(long opening, long funded, long closing, long lowest, long lowestNet, long in, long out) {}

    private static Day day(Tailed tailed) {
        return tailed.database()
                .read(connection -> Rows.first(
                                connection,
                                "select * from liquidity_day where " + OWN,
                                List.of(),
                                row -> new Day(
                                        row.getLong("opening"),
                                        row.getLong("funded"),
                                        row.getLong("closing"),
                                        row.getLong("lowest"),
                                        row.getLong("lowest_net"),
                                        row.getLong("gross_in"),
                                        row.getLong("gross_out")))
                        .orElseThrow());
    }

    private static String rows(Tailed tailed) {
        return tailed.database()
                .read(connection -> String.join(
                        "\n",
                        Rows.list(
                                connection,
                                "select author || counterparty || page || '#' || idx || lane || state || value_date || (queued_at is null)"
                                        + " from waiting, generate_series(first_idx, last_idx) as places (idx) order by 1",
                                List.of(),
                                row -> row.getString(1))));
    }

    private static long count(Tailed tailed, String sql) {
        return tailed.database().read(connection -> Rows.number(connection, sql));
    }
}
