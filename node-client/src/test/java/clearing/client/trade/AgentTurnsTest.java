package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.settlement.Lease;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Terms of ten minutes, a silence of one; the ring is Harbour, Lotus, Bank. */
final class AgentTurnsTest {
    private static final AgentRule RULE = new AgentRule("HK", 600, 60);

    private final KernelLedger ledger = new KernelLedger(constitution(List.of(RULE)));

    private int pages;

    @Test
    void before_the_first_round_those_later_in_turn_give_the_others_time() {
        AgentTurns harbour = turns("Harbour");
        AgentTurns lotus = turns("Lotus");
        Instant came = Instant.parse("2026-11-20T01:00:00Z");

        assertThat(own(harbour, came)).isTrue();
        assertThat(own(lotus, came)).isFalse();
        assertThat(own(lotus, came.plusSeconds(59))).isFalse();
        assertThat(own(lotus, came.plusSeconds(60))).isTrue();
    }

    @Test
    void the_holder_acts_at_once_and_the_next_after_a_silence() {
        round("Harbour");
        Instant last = last();
        AgentTurns lotus = turns("Lotus");

        assertThat(own(turns("Harbour"), last.plusSeconds(1))).isTrue();
        assertThat(own(lotus, last)).isFalse();
        assertThat(own(lotus, last.plusSeconds(59))).isFalse();
        assertThat(own(lotus, last.plusSeconds(60))).isTrue();
    }

    @Test
    void each_round_of_another_begins_the_wait_anew() {
        round("Harbour");
        AgentTurns lotus = turns("Lotus");
        Instant last = last();
        own(lotus, last);
        ledger.at(last.plusSeconds(1));
        round("Harbour");

        assertThat(own(lotus, last.plusSeconds(60))).isFalse();
        assertThat(own(lotus, last.plusSeconds(120))).isTrue();
    }

    @Test
    void after_a_quiet_night_the_next_in_turn_acts_at_once_and_the_others_wait() {
        round("Harbour");
        Instant morning = last().plusSeconds(50_000);
        AgentTurns bank = turns("Bank");
        AgentTurns harbour = turns("Harbour");

        assertThat(own(turns("Lotus"), morning)).isTrue();
        assertThat(own(bank, morning)).isFalse();
        assertThat(own(harbour, morning)).isFalse();
        assertThat(own(bank, morning.plusSeconds(60))).isTrue();
        assertThat(own(harbour, morning.plusSeconds(120))).isTrue();
    }

    @Test
    void work_that_was_done_in_the_meantime_does_not_count_as_waiting() {
        AgentTurns lotus = turns("Lotus");
        Instant came = Instant.parse("2026-11-20T01:00:00Z");
        own(lotus, came);
        lotus.nothingWaits(constitution(List.of(RULE)).lanes().getFirst());

        assertThat(own(lotus, came.plusSeconds(60))).isFalse();
    }

    @Test
    void without_the_rule_every_agent_acts_at_any_time() {
        KernelLedger free = new KernelLedger(constitution(List.of()));
        Constitution constitution = free.view().constitution().orElseThrow();

        assertThat(AgentTurns.patient("Bank", free.view())
                        .isOwn(constitution.lanes().getFirst(), constitution, Instant.EPOCH))
                .isTrue();
    }

    private AgentTurns turns(String member) {
        return AgentTurns.patient(member, ledger.view());
    }

    private boolean own(AgentTurns turns, Instant now) {
        Constitution constitution = ledger.view().constitution().orElseThrow();
        return turns.isOwn(constitution.lanes().getFirst(), constitution, now);
    }

    private Instant last() {
        return Lease.decode(ledger.view().get(Keys.lease("HK")))
                .map(lease -> Instant.ofEpochMilli(lease.last()))
                .orElseThrow();
    }

    /** A round with something to do: a trade that nobody has cover for is found short. */
    private void round(String member) {
        PageId id = new PageId("HK", "Harbour", "Lotus", pages++);
        Trade trade = new Trade(
                TradeKind.PAYMENT,
                true,
                Priority.NORMAL,
                0,
                0,
                Leg.plain(0, 5),
                Optional.empty(),
                LocalDate.of(2026, 11, 19),
                LocalDate.of(2026, 11, 19),
                "T" + pages,
                new byte[TradePage.COMMITMENT_BYTES],
                Optional.empty());
        TradePage page = TradePage.of(id, List.of(trade));
        ledger.apply("Harbour", Batch.of(new Command.RecordPage(page.encode())));
        ledger.apply("Lotus", Batch.of(new Command.Affirm(id, page.contentHash(), Selection.all())));
        Outcome outcome = ledger.apply(member, Batch.of(new Command.SettleRound("HK", List.of(id))))
                .getFirst();
        assertThat(outcome.remaining()).isPositive();
    }

    private static Constitution constitution(List<AgentRule> rules) {
        Constitution frame = TestConsortium.constitution();
        return new Constitution(1, frame.lanes(), frame.assets(), frame.members(), new Rulebook(rules));
    }
}
