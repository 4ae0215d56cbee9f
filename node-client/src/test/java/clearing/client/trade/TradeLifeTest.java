package clearing.client.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.client.outbox.Outbox;
import clearing.client.submit.Delivery;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.MalformedInput;
import clearing.kernel.Role;
import clearing.kernel.command.Command;
import clearing.kernel.matching.Difference;
import clearing.kernel.matching.Instructions;
import clearing.kernel.matching.MatchField;
import clearing.kernel.queue.QueuePriority;
import clearing.kernel.queue.Wish;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members' clients over one ledger: instructing, matching, amending and allocating, each twice without harm. */
final class TradeLifeTest {
    /** What Lotus has for {@link TestConsortium#GOOD}. */
    private static final String MIRROR =
            "HB-1,BUY,DVP,Harbour,HOUSE,CLIENT,HK0000069689,100,HKD,2500.00,2026-11-20,2026-11-20,NORMAL,,24.99,,other words";

    @TempDir
    private Path folder = Path.of("");

    private final KernelLedger ledger = new KernelLedger(TestConsortium.constitution());

    @Test
    void what_both_sides_say_alike_is_matched() throws Exception {
        allege(TestConsortium.GOOD);

        assertThat(lotus(life -> life.instruct(file(MIRROR), ColumnMapping.NONE))
                        .sent())
                .isEqualTo(1);
        assertThat(lotus(life -> life.instruct(file(MIRROR), ColumnMapping.NONE))
                        .known())
                .isEqualTo(1);
        assertThat(lotus(TradeLife::match).sent()).isEqualTo(1);
        assertThat(lotus(TradeLife::match).sent()).isZero();

        assertThat(state("HB-1")).isEqualTo(TradeState.AFFIRMED);
        assertThat(book().entries().getFirst().state()).isEqualTo(Instructions.State.MATCHED);
    }

    @Test
    void a_mismatch_is_told_field_by_field_and_corrected_by_another_instruction() throws Exception {
        allege(TestConsortium.GOOD);
        String wrong = MIRROR.replace("2500.00", "2500.01");
        lotus(life -> life.instruct(file(wrong), ColumnMapping.NONE));

        lotus(TradeLife::match);

        InstructionBook.Entry entry = book().entries().getFirst();
        assertThat(entry.state()).isEqualTo(Instructions.State.MISMATCHED);
        assertThat(book().differences(entry, TestConsortium.constitution()))
                .containsExactly(new Difference(MatchField.PAYMENT_AMOUNT, "250000", "250001"));
        assertThat(state("HB-1")).isEqualTo(TradeState.ALLEGED);
        assertThat(lotus(life -> life.instruct(file(MIRROR), ColumnMapping.NONE))
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo("CONTENT_CONFLICT"));
    }

    @Test
    void an_amendment_waits_for_the_other_sides_file() throws Exception {
        allege(TestConsortium.GOOD);
        affirm(MIRROR);
        String amended = TestConsortium.GOOD.replace("2500.00", "2400.00");

        assertThat(harbour(life -> life.amend(file(amended), ColumnMapping.NONE, Set.of("HB-1")))
                        .sent())
                .isEqualTo(1);
        assertThat(harbour(life -> life.amend(file(amended), ColumnMapping.NONE, Set.of("HB-1")))
                        .known())
                .isEqualTo(1);
        List<TradeId> both = ledger.view().trades("HB-1");
        assertThat(both)
                .extracting(id -> ledger.view().state(id).orElseThrow())
                .containsExactly(TradeState.AFFIRMED, TradeState.ALLEGED);
        affirm(MIRROR.replace("2500.00", "2400.00"));

        assertThat(both)
                .extracting(id -> ledger.view().state(id).orElseThrow())
                .containsExactly(TradeState.CANCELLED, TradeState.AFFIRMED);
        Submission.Result again = allege(amended);
        assertThat(again.known()).isEqualTo(1);
        assertThat(again.errors()).isEmpty();
    }

    @Test
    void a_row_without_an_open_trade_amends_nothing() {
        assertThatThrownBy(() ->
                        harbour(life -> life.amend(file(TestConsortium.GOOD), ColumnMapping.NONE, Set.of("HB-1"))))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() ->
                        harbour(life -> life.amend(file(TestConsortium.GOOD), ColumnMapping.NONE, Set.of("HB-9"))))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void a_block_is_split_over_the_buyers_accounts_and_numbering_goes_on_behind_it() throws Exception {
        allege(TestConsortium.GOOD);
        affirm(MIRROR);
        Path parts = Files.writeString(
                folder.resolve("parts.csv"),
                "account,reference,quantity,settlement_amount\nHOUSE,HB-1-A,60,1500.00\nCLIENT,HB-1-B,40,1000.00\n");

        OneShot.Result result = lotus(life -> life.allocate("HB-1", "Harbour", parts));

        assertThat(result.delivered().values()).allMatch(Delivery.Committed.class::isInstance);
        assertThat(state("HB-1")).isEqualTo(TradeState.ALLOCATED);
        assertThat(state("HB-1-B")).isEqualTo(TradeState.AFFIRMED);
        try (Outbox box = outbox("Lotus")) {
            assertThat(SentPages.in(box).next("Harbour")).isEqualTo(1);
        }
        assertThatThrownBy(() -> lotus(life -> life.allocate("HB-1", "Harbour", parts)))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void a_statement_is_recomputed_from_the_chain_as_of_a_day() throws Exception {
        LocalDate day = LocalDate.of(2026, 11, 20);
        ledger.apply("Bank", Batch.of(new Command.Deposit("D1", "Lotus", 0, "HKD", 300_000, day)));
        ledger.apply("Bank", Batch.of(new Command.Deposit("D2", "Harbour", 1, "HK0000069689", 100, day.minusDays(1))));
        allege(TestConsortium.GOOD);
        affirm(MIRROR);
        ledger.apply(
                "Bank",
                Batch.of(new Command.Settle(
                        "HK",
                        List.of(Command.PageSelection.all(
                                ledger.view().trades("HB-1").getFirst().page())))));

        Map<String, Long> sums = replay(day, Instant.MAX);

        assertThat(sums)
                .containsEntry("Lotus/0/HKD", 50_000L)
                .containsEntry("Lotus/0/HK0000069689", 100L)
                .containsEntry("Harbour/1/HKD", 250_000L)
                .containsEntry("Harbour/1/HK0000069689", 0L);
        assertThat(replay(day.minusDays(1), Instant.MAX)).isEqualTo(Map.of("Harbour/1/HK0000069689", 100L));
        assertThat(replay(day, Instant.EPOCH)).isEmpty();
    }

    @Test
    void a_member_controls_how_what_it_gives_waits() throws Exception {
        allege(
                TestConsortium.GOOD,
                TestConsortium.GOOD.replace("HB-1", "HB-2"),
                TestConsortium.GOOD
                        .replace("HB-1,SELL,DVP", "HB-3,SELL,PAYMENT")
                        .replace("HK0000069689,100,HKD,2500.00", "HKD,100.00,,"));
        harbour(life -> life.queueDesk().hold(chosen("HB-1", "HB-3"), true));
        assertThat(asked("HB-1", true).held()).isTrue();
        harbour(life -> life.queueDesk().hold(chosen("HB-1"), false));
        assertThat(asked("HB-1", true)).isEqualTo(Wish.NONE);
        lotus(life -> life.queueDesk().prioritise(chosen("HB-1", "HB-2"), QueuePriority.LOW));
        assertThat(asked("HB-2", false).priority()).isEqualTo(QueuePriority.LOW);

        harbour(life -> life.queueDesk().reorder(chosen("HB-2", "HB-1"), true));
        assertThat(List.of(asked("HB-2", true).place(), asked("HB-1", true).place()))
                .containsExactly(-2, -1);
        harbour(life -> life.queueDesk().reorder(chosen("HB-1", "HB-2"), false));
        assertThat(List.of(asked("HB-1", true).place(), asked("HB-2", true).place()))
                .containsExactly(1, 2);
        harbour(life -> life.queueDesk().place(chosen("HB-1", "HB-2"), 0));
        assertThat(asked("HB-1", true).place()).isZero();

        Instant noon = Instant.parse("2026-11-20T04:00:00Z");
        Optional<QueueDesk.Change> atNoon = Optional.of(new QueueDesk.Change(Optional.of(noon)));
        harbour(life -> life.queueDesk().schedule(chosen("HB-3"), atNoon, Optional.empty()));
        harbour(life -> life.queueDesk().schedule(chosen("HB-3"), Optional.empty(), atNoon));
        assertThat(asked("HB-3", true))
                .isEqualTo(new Wish(true, QueuePriority.AS_TRADED, 0, noon.toEpochMilli(), noon.toEpochMilli(), 0));
        Optional<QueueDesk.Change> anyTime = Optional.of(new QueueDesk.Change(Optional.empty()));
        harbour(life -> life.queueDesk().schedule(chosen("HB-3"), anyTime, anyTime));
        assertThat(asked("HB-3", true).latest()).isZero();
    }

    @Test
    void both_sides_let_a_trade_settle_in_parts_and_either_takes_it_back() throws Exception {
        allege(TestConsortium.GOOD
                .replace("HB-1,SELL,DVP", "HB-3,SELL,PAYMENT")
                .replace("HK0000069689,100,HKD,2500.00", "HKD,100.00,,"));
        harbour(life -> life.queueDesk().divide(chosen("HB-3"), Optional.of("12.50")));
        lotus(life -> life.queueDesk().divide(chosen("HB-3"), Optional.empty()));
        TradeId id = ledger.view().trades("HB-3").getFirst();
        assertThat(ledger.view().wishes("HK").of(id).leastPart()).isEqualTo(1_250);
        lotus(life -> life.queueDesk().whole(chosen("HB-3")));
        assertThat(ledger.view().wishes("HK").of(id).leastPart()).isZero();
        assertThatThrownBy(() -> lotus(life -> life.queueDesk().divide(chosen("HB-3"), Optional.of("0.001"))))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("2 decimals");
        assertThatThrownBy(() -> lotus(life -> life.queueDesk().divide(chosen("HB-3"), Optional.of("0"))))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("above zero");
    }

    @Test
    void what_others_give_and_what_is_not_there_is_not_controlled() throws Exception {
        allege(TestConsortium.GOOD
                .replace("HB-1,SELL,DVP", "HB-3,SELL,PAYMENT")
                .replace("HK0000069689,100,HKD,2500.00", "HKD,100.00,,"));
        assertThatThrownBy(() -> lotus(life -> life.queueDesk().hold(chosen("HB-3"), true)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("gives nothing");
        assertThatThrownBy(() -> harbour(life -> life.queueDesk().hold(chosen("HB-9"), true)))
                .isInstanceOf(MalformedInput.class)
                .hasMessageContaining("no open trade");
        OneShot.Result refused = harbour(life -> life.queueDesk()
                .schedule(
                        chosen("HB-3"),
                        Optional.of(new QueueDesk.Change(Optional.of(Instant.ofEpochMilli(2)))),
                        Optional.of(new QueueDesk.Change(Optional.of(Instant.ofEpochMilli(1))))));
        assertThat(refused.delivered().values()).allMatch(Delivery.Refused.class::isInstance);
    }

    private static QueueDesk.Chosen chosen(String... references) {
        return new QueueDesk.Chosen(List.of(references), Optional.empty());
    }

    private Wish asked(String reference, boolean byAuthor) {
        TradeId id = ledger.view().trades(reference).getFirst();
        return ledger.view().wishes("HK").of(id).of(byAuthor);
    }

    private Map<String, Long> replay(LocalDate asOf, Instant knownAt) {
        PostingReplay replay = new PostingReplay(
                "clearing", asOf, knownAt, signer -> new Caller(signer.mspId(), EnumSet.allOf(Role.class)));
        ledger.blocks().forEach(replay::accept);
        Map<String, Long> sums = new HashMap<>();
        replay.sums()
                .forEach((account, sum) ->
                        sums.put(account.member() + "/" + account.account() + "/" + account.asset(), sum));
        return sums;
    }

    private interface Action {
        OneShot.Result run(TradeLife life) throws InterruptedException, IOException;
    }

    private OneShot.Result lotus(Action action) throws Exception {
        return run("Lotus", action);
    }

    private OneShot.Result harbour(Action action) throws Exception {
        return run("Harbour", action);
    }

    private OneShot.Result run(String member, Action action) throws Exception {
        try (Outbox box = outbox(member)) {
            TradeLife.Road road = new TradeLife.Road() {
                @Override
                public LedgerView now() {
                    return ledger.view();
                }

                @Override
                public Map<String, Delivery> deliver() {
                    List<String> open =
                            box.open().stream().map(intent -> intent.key()).toList();
                    ledger.deliver(member, box);
                    Map<String, Delivery> delivered = new HashMap<>();
                    for (String key : open) {
                        box.find(key)
                                .ifPresent(intent -> delivered.put(
                                        key,
                                        SentPages.refusal(intent)
                                                .<Delivery>map(Delivery.Refused::new)
                                                .orElseGet(() -> new Delivery.Committed(
                                                        (clearing.client.outbox.IntentState.Committed)
                                                                intent.state()))));
                    }
                    return delivered;
                }
            };
            return action.run(new TradeLife(member, box, road, new SecureRandom()));
        }
    }

    private Outbox outbox(String member) {
        return Outbox.open(folder.resolve(member), InstantSource.system());
    }

    private Submission.Result allege(String... rows) {
        try (Outbox box = outbox("Harbour")) {
            PageMaker maker = new PageMaker("Harbour", Salts.of(box.folder(), new SecureRandom()), 10);
            Path file = file(rows);
            Submission.Result result = new Submission("Harbour", box, maker)
                    .store(file, TestConsortium.read(file, "Harbour").rows(), ledger.view(), false);
            ledger.deliver("Harbour", box);
            return result;
        }
    }

    /** Lotus decides about all that is alleged against it, by its own rows. */
    private void affirm(String... rows) {
        Map<TradeRow.Key, TradeRow> own = new HashMap<>();
        TestConsortium.read(file(rows), "Lotus").rows().forEach(row -> own.put(row.key(), row));
        Affirmer affirmer = new Affirmer(own, ledger.view());
        ledger.view()
                .statuses()
                .forEach(status -> affirmer.decide(
                                ledger.view().page(status.id()).orElseThrow(), status)
                        .ifPresent(wish -> ledger.apply(
                                "Lotus", Batch.decode(wish.content().toByteArray()))));
    }

    private InstructionBook book() {
        return InstructionBook.of(ledger.view());
    }

    private TradeState state(String reference) {
        return Optional.of(ledger.view().trades(reference).getFirst())
                .flatMap(id -> ledger.view().state(id))
                .orElseThrow();
    }

    private Path file(String... rows) {
        return TestConsortium.file(folder, rows);
    }
}
