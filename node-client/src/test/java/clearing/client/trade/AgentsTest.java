package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.outbox.IntentState;
import clearing.client.submit.Delivery;
import clearing.kernel.Batch;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.command.Command;
import clearing.kernel.command.Command.PageSelection;
import clearing.kernel.command.QueueCommand;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.queue.QueueControl;
import clearing.kernel.rulebook.AgentRule;
import clearing.kernel.rulebook.Rulebook;
import clearing.kernel.settlement.Lease;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.Priority;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeKind;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Agents of several members on one ledger whose time the test sets: terms of ten minutes, a silence of one. */
final class AgentsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 19);

    private final Constitution constitution = constitution();
    private final Lane lane = constitution.lanes().getFirst();
    private final KernelLedger ledger = new KernelLedger(constitution);
    private final List<String> sent = new ArrayList<>();
    private int pages;

    AgentsTest() {
        ledger.apply("Bank", Batch.of(new Command.Deposit("D1", "Harbour", 0, "HKD", 1_000, DAY)));
    }

    @Test
    void an_agent_that_is_killed_is_followed_by_the_next_and_nothing_settles_twice() throws InterruptedException {
        Agent harbour = agent("Harbour");
        Agent lotus = agent("Lotus");
        TradeId first = affirmed(5);
        both(harbour, lotus);
        assertThat(ledger.view().state(first)).contains(TradeState.SETTLED);
        assertThat(lease().holder()).isEqualTo("Harbour");

        // From here on Harbour's agent is gone.
        TradeId second = affirmed(7);
        lotus.settle(lane);
        assertThat(ledger.view().state(second)).contains(TradeState.AFFIRMED);
        assertThat(lotus.notItsTurn()).containsExactly("HK");
        later(Duration.ofSeconds(59));
        lotus.settle(lane);
        assertThat(ledger.view().state(second)).contains(TradeState.AFFIRMED);
        later(Duration.ofSeconds(1));
        lotus.settle(lane);

        assertThat(ledger.view().state(second)).contains(TradeState.SETTLED);
        assertThat(lease()).isEqualTo(new Lease(2, "Lotus", millis(), millis()));
        assertThat(sent).containsExactly("Harbour SettleRound OK", "Lotus SettleRound OK");

        // Back again, it waits for its turn.
        Agent revived = agent("Harbour");
        TradeId third = affirmed(9);
        revived.settle(lane);
        assertThat(ledger.view().state(third)).contains(TradeState.AFFIRMED);
        lotus.settle(lane);
        assertThat(ledger.view().state(third)).contains(TradeState.SETTLED);
    }

    @Test
    void two_agents_that_take_over_at_once_settle_each_trade_once() throws InterruptedException {
        TradeId trade = affirmed(5);
        List<byte[]> underWay = new ArrayList<>();
        Agent lotus = agent("Lotus", content -> later(content, underWay));
        Agent bank = agent("Bank", content -> later(content, underWay));
        both(lotus, bank);
        assertThat(underWay).as("each gives those before it time").isEmpty();
        later(Duration.ofMinutes(5));
        both(lotus, bank);
        assertThat(underWay).hasSize(2);

        carry("Lotus", underWay.get(0));
        carry("Bank", underWay.get(1));

        assertThat(ledger.view().state(trade)).contains(TradeState.SETTLED);
        assertThat(sent).containsExactly("Lotus SettleRound OK", "Bank SettleRound NOT_YOUR_TURN");
    }

    @Test
    void an_agent_that_leaves_out_anothers_page_is_made_to_look_at_it() throws InterruptedException {
        Agent lotus = agent("Lotus");
        TradeId favoured = affirmed(1);
        round("Harbour", favoured.page());
        TradeId hidden = affirmed(7);
        lotus.settle(lane);
        later(Duration.ofSeconds(50));
        round("Harbour", affirmed(2).page());
        lotus.settle(lane);
        assertThat(ledger.view().listed("HK")).isEmpty();

        later(Duration.ofSeconds(10));
        lotus.settle(lane);
        assertThat(ledger.view().listed("HK")).containsExactly(hidden.page());
        assertThat(sent).containsExactly("Lotus Enlist OK");

        round("Harbour", affirmed(3).page());
        assertThat(ledger.view().state(hidden)).contains(TradeState.SETTLED);
        assertThat(lease().holder()).isEqualTo("Harbour");
    }

    @Test
    void a_lying_agents_proposals_are_refused_each_with_its_reason_and_do_not_keep_its_turn()
            throws InterruptedException {
        Agent lotus = agent("Lotus");
        round("Harbour", affirmed(1).page());
        Instant began = ledger.now();
        TradeId covered = affirmed(400);
        TradeId beyond = affirmed(5_000);
        TradeId younger = affirmed(900);

        Batch listed = Batch.of(new QueueCommand.Enlist("HK", List.of(covered.page(), beyond.page(), younger.page())));
        assertThat(ledger.apply("Lotus", listed).getFirst().code()).isEqualTo(ResultCode.OK);
        lotus.settle(lane);
        assertThat(propose(covered, beyond).code()).isEqualTo(ResultCode.PROPOSAL_UNCOVERED);
        assertThat(propose(younger).code()).isEqualTo(ResultCode.PROPOSAL_OUT_OF_ORDER);
        ledger.apply("Bank", Batch.of(new Command.Deposit("D2", "Harbour", 0, "HKD", 9_000, DAY)));
        Outcome part = propose(covered, beyond);
        assertThat(part.code()).isEqualTo(ResultCode.PROPOSAL_NOT_MAXIMAL);
        assertThat(part.detail()).contains("could be added");
        later(Duration.ofSeconds(60));
        lotus.settle(lane);
        assertThat(lease().holder()).isEqualTo("Lotus");
        assertThat(lease().since()).isEqualTo(began.plusSeconds(60).toEpochMilli());
        assertThat(propose(covered).code()).isEqualTo(ResultCode.PROPOSAL_STALE);
    }

    @Test
    void an_agent_wakes_when_a_time_comes_that_a_party_asked_for() throws InterruptedException {
        Agent harbour = agent("Harbour");
        TradeId trade = affirmed(5);
        Instant due = ledger.now().plusSeconds(20);
        control(trade, new QueueControl.Schedule(due.toEpochMilli(), 0));
        harbour.settle(lane);
        assertThat(sent).as("nothing can settle yet").isEmpty();
        later(Duration.ofMillis(19_999));
        assertThat(harbour.timeHasCome()).isFalse();
        later(Duration.ofMillis(1));
        assertThat(harbour.timeHasCome()).isTrue();
        harbour.settle(lane);

        assertThat(ledger.view().state(trade)).contains(TradeState.SETTLED);
        assertThat(harbour.timeHasCome()).isFalse();
        TradeId held = affirmed(7);
        control(held, new QueueControl.Hold(true));
        harbour.settle(lane);
        assertThat(sent).as("what is held is no work").containsExactly("Harbour SettleRound OK");
    }

    private void control(TradeId trade, QueueControl control) {
        Outcome outcome = ledger.apply(
                        "Harbour",
                        Batch.of(new QueueCommand.Control(trade.page(), Selection.of(trade.index()), control)))
                .getFirst();
        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
    }

    private Outcome propose(TradeId... trades) {
        List<PageSelection> selections = new ArrayList<>();
        for (TradeId trade : trades) {
            selections.add(new PageSelection(trade.page(), Selection.of(trade.index())));
        }
        return ledger.apply("Harbour", Batch.of(new Command.SettleSet("HK", selections)))
                .getFirst();
    }

    private void both(Agent first, Agent second) throws InterruptedException {
        first.settle(lane);
        second.settle(lane);
    }

    private Agent agent(String member) {
        return agent(member, content -> carry(member, content));
    }

    private Agent agent(String member, Function<byte[], Delivery> carrier) {
        return new Agent(
                AgentTurns.patient(member, ledger.view()),
                (role, content) -> carrier.apply(content),
                ledger.view(),
                ledger::now);
    }

    /** Endorsed, but not in a block yet. */
    private static Delivery later(byte[] content, List<byte[]> underWay) {
        underWay.add(content);
        return new Delivery.Unknown("tx", "not in a block yet");
    }

    private Delivery carry(String member, byte[] content) {
        Batch batch = Batch.decode(content);
        List<Outcome> outcomes = ledger.apply(member, batch);
        Command command = batch.entries().getFirst().command();
        sent.add(member + " " + command.getClass().getSimpleName() + " "
                + outcomes.getFirst().code());
        int block = ledger.blocks().size() - 1;
        return new Delivery.Committed(
                new IntentState.Committed("tx-" + block, block, ByteString.copyFrom(Outcome.encode(outcomes))));
    }

    private void round(String member, PageId page) {
        Outcome outcome = ledger.apply(member, Batch.of(new Command.SettleRound("HK", List.of(page))))
                .getFirst();
        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
    }

    private TradeId affirmed(long amount) {
        PageId id = new PageId("HK", "Harbour", "Lotus", pages++);
        Trade trade = new Trade(
                TradeKind.PAYMENT,
                true,
                Priority.NORMAL,
                0,
                0,
                Leg.plain(0, amount),
                Optional.empty(),
                DAY,
                DAY,
                "T" + pages,
                new byte[TradePage.COMMITMENT_BYTES],
                Optional.empty());
        TradePage page = TradePage.of(id, List.of(trade));
        ledger.apply("Harbour", Batch.of(new Command.RecordPage(page.encode())));
        ledger.apply("Lotus", Batch.of(new Command.Affirm(id, page.contentHash(), Selection.all())));
        return new TradeId(id, 0);
    }

    private void later(Duration time) {
        ledger.at(ledger.now().plus(time));
    }

    private long millis() {
        return ledger.now().toEpochMilli();
    }

    private Lease lease() {
        return Lease.decode(ledger.view().get(Keys.lease("HK"))).orElseThrow();
    }

    private static Constitution constitution() {
        Constitution frame = TestConsortium.constitution();
        return new Constitution(
                1, frame.lanes(), frame.assets(), frame.members(), new Rulebook(List.of(new AgentRule("HK", 600, 60))));
    }
}
