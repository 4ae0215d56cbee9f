package clearing.kernel.reconcile;

import static clearing.kernel.Consortium.HK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.state.Keys;
import org.junit.jupiter.api.Test;

/** A member is held to the journal that it had. */
class AnchorTest {
    private final Consortium ledger = Consortium.funded();

    private JournalAnchor last() {
        return JournalAnchor.decode(ledger.state().get(Keys.lastAnchor(NORTH)).orElseThrow());
    }

    @Test
    void anchors_are_chained_and_superseded_only_with_a_reason() {
        Consortium.done(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY.minusDays(1), 0, "")));
        JournalAnchor first = last();
        Consortium.done(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY, 0, "")));
        assertThat(last().previous()).isEqualTo(first.hash());
        assertThat(last().number()).isEqualTo(2);

        assertThat(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY.minusDays(1), 0, "")))
                .isEqualTo(Outcome.alreadyRecorded());
        assertThat(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY.minusDays(1), 1, ""))
                        .code())
                .isEqualTo(ResultCode.INVALID_ANCHOR);
        Consortium.done(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY.minusDays(1), 1, "a late entry")));
        AnchorPeriod period = AnchorPeriod.wholeDay(TODAY.minusDays(1));
        assertThat(ledger.state().get(Keys.supersededAnchor(NORTH, period, 0)).map(JournalAnchor::decode))
                .contains(first);
        assertThat(last().revision()).isEqualTo(1);
    }

    @Test
    void the_contract_itself_takes_the_positions() {
        Consortium.done(ledger.as(NORTH, ReconcileSamples.anchoring(TODAY, 0, "")));
        Positions positions = Positions.ofStored(
                Consortium.constitution(), lane -> ledger.state().get(Keys.balance(lane, NORTH)));
        assertThat(last().positions()).isEqualTo(positions.hash());
        assertThat(positions.total(HOUSE, HKD)).isEqualTo(100_000_000);
        assertThat(positions.lanes().getFirst().lane()).isEqualTo(HK);
    }
}
