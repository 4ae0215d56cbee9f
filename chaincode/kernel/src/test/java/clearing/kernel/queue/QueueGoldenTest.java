package clearing.kernel.queue;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import clearing.kernel.Samples;
import clearing.kernel.Trades;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.state.BusinessDigest;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The encoding of queue controls and of a lane's wishes, byte for byte. */
class QueueGoldenTest {
    @Test
    void batch_of_controls() {
        Golden.assertBytes("batch-queue-controls", Samples.controlBatch().encode());
        assertThat(Batch.decode(Golden.bytes("batch-queue-controls"))).isEqualTo(Samples.controlBatch());
    }

    @Test
    void a_lane_s_wishes_with_every_field_and_the_round_that_follows_them() {
        Consortium ledger = Consortium.funded();
        PageId first = ledger.affirmed(0, Trades.dvp("T1", 1, 1), Trades.payment("T2", 2), Trades.payment("T3", 3));
        PageId second = ledger.affirmed(1, Trades.pvp("T4", 4, 4));
        long noon = Consortium.MORNING.toEpochMilli() + 7_200_000;
        ask(ledger, SOUTH, second, 0, new QueueControl.Schedule(noon, noon + 1));
        ask(ledger, NORTH, second, 0, new QueueControl.Hold(true));
        ask(ledger, NORTH, first, 0, new QueueControl.Prioritise(QueuePriority.LOW));
        ask(ledger, SOUTH, first, 0, new QueueControl.Order(Integer.MAX_VALUE));
        ask(ledger, NORTH, first, 2, new QueueControl.Schedule(0, noon));
        ask(ledger, NORTH, first, 2, new QueueControl.Order(-1));

        byte[] stored = ledger.state().get(Keys.wishes(HK)).orElseThrow();
        Golden.assertBytes("lane-wishes", stored);
        assertThat(LaneWishes.decode(HK, Optional.of(Golden.bytes("lane-wishes")))
                        .encode())
                .isEqualTo(Golden.bytes("lane-wishes"));
        ledger.as(NORTH, new Command.SettleRound(HK, List.of(first, second)));
        Golden.assertBytes(
                "lane-wishes-after", ledger.state().get(Keys.wishes(HK)).orElseThrow());
        BusinessDigest business = BusinessDigest.of(ledger.state().entries());
        Golden.assertText("scripted-queue.txt", List.of("state " + ledger.digest(), "business " + business.hex()));
    }

    @Test
    void parts_and_what_has_settled_of_them() {
        Golden.assertBytes("batch-queue-divide", Samples.divideBatch().encode());
        assertThat(Batch.decode(Golden.bytes("batch-queue-divide"))).isEqualTo(Samples.divideBatch());

        Consortium ledger = Consortium.funded();
        PageId page = ledger.affirmed(0, Trades.payment("T1", 100_000_050), Trades.dvp("T2", 5_000_000, 700_000_000));
        for (String member : List.of(NORTH, SOUTH)) {
            ask(ledger, member, page, 0, new QueueControl.Divide(7));
            ask(ledger, member, page, 1, new QueueControl.Divide(1));
        }
        ledger.as(NORTH, new Command.SettleRound(HK, List.of(page)));
        byte[] stored = ledger.state().get(Keys.wishes(HK)).orElseThrow();
        Golden.assertBytes("lane-wishes-divided", stored);
        assertThat(LaneWishes.decode(HK, Optional.of(stored)).encode()).isEqualTo(stored);
        Golden.assertText("scripted-parts.txt", List.of("state " + ledger.digest()));
    }

    private static void ask(Consortium ledger, String member, PageId page, int index, QueueControl control) {
        Consortium.done(ledger.as(member, new QueueCommand.Control(page, Selection.of(index), control)));
    }
}
