package clearing.kernel;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HOUSE;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clearing.kernel.command.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelGroupTest {
    private final Consortium ledger = Consortium.founded();

    @Test
    void commands_of_a_batch_stand_each_for_itself() {
        Transition transition = apply(Batch.of(deposit("A", 1), deposit("B", 0), deposit("C", 3)));

        assertThat(codes(transition)).containsExactly(ResultCode.OK, ResultCode.AMOUNT_NOT_POSITIVE, ResultCode.OK);
        assertThat(ledger.issued("HKD")).contains(4L);
    }

    @Test
    void a_command_sees_what_the_one_before_it_did() {
        Transition transition = apply(Batch.of(
                deposit("A", 5),
                deposit("A", 5),
                new Command.Deposit("B", BANK, HOUSE, "HKD", 7, TODAY),
                new Command.RequestWithdrawal("W", HOUSE, "HKD", 7, TODAY),
                new Command.AttestWithdrawal(BANK, "W", true)));

        assertThat(codes(transition))
                .containsExactly(
                        ResultCode.OK, ResultCode.ALREADY_RECORDED, ResultCode.OK, ResultCode.OK, ResultCode.OK);
        assertThat(ledger.issued("HKD")).contains(5L);
    }

    @Test
    void one_refusal_takes_back_its_whole_group_without_a_trace() {
        Transition whole = ledger.attempt(
                Consortium.caller(BANK), Batch.linked(deposit("A", 1), deposit("B", 2), deposit("C", 0)));

        assertThat(codes(whole))
                .containsExactly(
                        ResultCode.LINKED_COMMAND_FAILED,
                        ResultCode.LINKED_COMMAND_FAILED,
                        ResultCode.AMOUNT_NOT_POSITIVE);
        assertThat(whole.outcomes().getFirst().detail()).isEqualTo("command 2 of the group was refused");
        assertThat(whole.writes()).isEmpty();
        assertThat(whole.effects()).isEmpty();
        assertThat(whole.refusedWhole()).isTrue();
    }

    @Test
    void a_group_that_is_not_refused_is_done() {
        Transition transition = apply(Batch.linked(deposit("A", 1), deposit("B", 2)));

        assertThat(codes(transition)).containsExactly(ResultCode.OK, ResultCode.OK);
        assertThat(transition.refusedWhole()).isFalse();
    }

    @Test
    void a_repeated_group_is_recognised_as_done() {
        apply(Batch.linked(deposit("A", 1), deposit("B", 2)));

        Transition again = apply(Batch.linked(deposit("A", 1), deposit("B", 2)));

        assertThat(codes(again)).containsExactly(ResultCode.ALREADY_RECORDED, ResultCode.ALREADY_RECORDED);
        assertThat(again.writes()).isEmpty();
    }

    @Test
    void neighbours_of_a_refused_group_stand() {
        Batch batch = new Batch(List.of(
                new Batch.Entry(deposit("A", 1), false),
                new Batch.Entry(deposit("B", 2), true),
                new Batch.Entry(deposit("C", 0), false),
                new Batch.Entry(deposit("B", 4), true),
                new Batch.Entry(deposit("D", 8), false)));

        Transition transition = apply(batch);

        assertThat(codes(transition))
                .containsExactly(
                        ResultCode.OK,
                        ResultCode.LINKED_COMMAND_FAILED,
                        ResultCode.AMOUNT_NOT_POSITIVE,
                        ResultCode.OK,
                        ResultCode.OK);
        assertThat(ledger.issued("HKD")).contains(13L);
        assertThat(transition.effects()).hasSize(3);
    }

    @Test
    void rolling_back_restores_what_an_earlier_command_of_the_batch_wrote() {
        Batch batch = new Batch(List.of(
                new Batch.Entry(deposit("A", 1), false),
                new Batch.Entry(deposit("B", 2), true),
                new Batch.Entry(deposit("C", 0), false)));
        byte[] alone = ledger.attempt(Consortium.caller(BANK), Batch.of(deposit("A", 1)))
                .writes()
                .get("I/HKD");

        assertThat(apply(batch).writes().get("I/HKD")).isEqualTo(alone);
    }

    @Test
    void a_quiet_application_writes_the_same_and_tells_nothing() {
        Batch batch = Batch.of(deposit("A", 1), deposit("B", 2));
        TxContext tx = new TxContext("t", Consortium.MORNING);

        Transition loud = Kernel.apply(ledger.state(), Consortium.caller(BANK), tx, batch);
        Transition quiet = Kernel.applyQuietly(ledger.state(), Consortium.caller(BANK), tx, batch);

        assertThat(quiet.effects()).isEmpty();
        assertThat(quiet.encodeOutcomes()).isEqualTo(loud.encodeOutcomes());
        assertThat(quiet.writes().keySet())
                .containsExactlyElementsOf(loud.writes().keySet());
        quiet.writes()
                .forEach((key, value) ->
                        assertThat(value).isEqualTo(loud.writes().get(key)));
    }

    @Test
    void a_batch_that_could_not_be_read_again_cannot_be_made() {
        assertThatIllegalArgumentException().isThrownBy(Batch::of);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Batch(List.of(new Batch.Entry(deposit("A", 1), true))));
    }

    private Transition apply(Batch batch) {
        return ledger.apply(Consortium.caller(BANK), batch);
    }

    private static Command deposit(String reference, long amount) {
        return new Command.Deposit(reference, NORTH, HOUSE, "HKD", amount, TODAY);
    }

    private static List<ResultCode> codes(Transition transition) {
        return transition.outcomes().stream().map(Outcome::code).toList();
    }
}
