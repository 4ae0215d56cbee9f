package clearing.kernel.queue;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Consortium;
import clearing.kernel.InvariantViolation;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Trades;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.Command;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.queue.QueueControl.Hold;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three members act, so each may ask something for 1,333 trades of a lane at a time. */
class QueueBoundsTest {
    private static final int SHARE = LaneWishes.MAX_WISHES / 3;

    private final Consortium ledger = Consortium.funded();

    @Test
    void a_member_asks_for_its_share_of_trades_and_no_more() {
        PageId page = page(0, SHARE + 1);
        assertThat(hold(NORTH, page, 0, SHARE)).isEqualTo(Outcome.done(SHARE));
        String before = ledger.digest();

        Outcome more = hold(NORTH, page, SHARE, SHARE + 1);

        assertThat(more.code()).isEqualTo(ResultCode.TOO_LARGE);
        assertThat(more.detail()).contains("1333");
        assertThat(ledger.digest()).isEqualTo(before);
        assertThat(hold(NORTH, page, 0, SHARE + 1).code()).isEqualTo(ResultCode.TOO_LARGE);
    }

    @Test
    void one_member_s_wishes_take_no_place_of_another_s() {
        PageId page = page(0, SHARE);
        assertThat(hold(NORTH, page, 0, SHARE).affected()).isEqualTo(SHARE);

        assertThat(hold(SOUTH, page, 0, SHARE).affected()).isEqualTo(SHARE);
        byte[] stored = ledger.state().get(Keys.wishes(HK)).orElseThrow();
        assertThat(stored).hasSizeLessThan(6 * SHARE);
    }

    @Test
    void what_was_cancelled_makes_place() {
        PageId page = page(0, SHARE);
        hold(NORTH, page, 0, SHARE);
        PageId more = page(1, 1);
        assertThat(hold(NORTH, more, 0, 1).code()).isEqualTo(ResultCode.TOO_LARGE);
        ledger.as(NORTH, new Command.RequestCancel(page, Selection.of(3)));
        ledger.as(SOUTH, new Command.RequestCancel(page, Selection.of(3)));

        assertThat(hold(NORTH, more, 0, 1)).isEqualTo(Outcome.done(1));
        assertThat(wishes().of(page)).hasSize(SHARE - 1);
    }

    @Test
    void a_block_is_not_split_into_more_parts_than_both_sides_have_place_for() {
        PageId page = page(0, SHARE);
        hold(SOUTH, page, 0, SHARE);
        Trade[] parts = {Trades.dvp("A", 60, 60), Trades.dvp("B", 40, 40)};
        byte[] split = Consortium.recordCommand(Consortium.page(9), parts).page();

        Outcome outcome = ledger.as(NORTH, new Command.Allocate(page, 0, Blob.of(split)));

        assertThat(outcome.code()).isEqualTo(ResultCode.TOO_LARGE);
        assertThat(ledger.state().has(Keys.page(Consortium.page(9)))).isFalse();
    }

    @Test
    void damaged_wishes_are_a_defect_of_the_ledger_and_nobody_s_input() {
        PageId page = page(0, 1);
        hold(NORTH, page, 0, 1);
        byte[] intact = ledger.state().get(Keys.wishes(HK)).orElseThrow();
        for (int at = 0; at < intact.length; at++) {
            byte[] cut = java.util.Arrays.copyOf(intact, at);
            ledger.state().put(Keys.wishes(HK), cut);
            assertThatThrownBy(() -> ledger.as(NORTH, new Command.SettleRound(HK, List.of(page))))
                    .as("cut at " + at)
                    .isInstanceOf(InvariantViolation.class)
                    .hasMessageContaining("U/HK");
        }
    }

    private PageId page(int number, int trades) {
        return ledger.affirmed(
                number,
                IntStream.range(0, trades)
                        .mapToObj(i -> Trades.dvp("T" + number + "-" + i, 100, 100))
                        .toArray(Trade[]::new));
    }

    private Outcome hold(String member, PageId page, int from, int to) {
        Selection trades = Selection.of(IntStream.range(from, to).toArray());
        return ledger.as(member, new QueueCommand.Control(page, trades, new Hold(true)));
    }

    private LaneWishes wishes() {
        return LaneWishes.decode(HK, ledger.state().get(Keys.wishes(HK)));
    }
}
