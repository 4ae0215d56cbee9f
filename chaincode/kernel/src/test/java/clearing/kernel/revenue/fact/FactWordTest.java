package clearing.kernel.revenue.fact;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.fact.Shared.CALLS;
import static clearing.kernel.revenue.fact.Shared.COMMISSION;
import static clearing.kernel.revenue.fact.Shared.ID;
import static clearing.kernel.revenue.fact.Shared.JANUARY;
import static clearing.kernel.revenue.fact.Shared.USERS;
import static clearing.kernel.revenue.fact.Shared.WINDOW;
import static clearing.kernel.revenue.fact.Shared.fact;
import static clearing.kernel.revenue.fact.Shared.withdrawing;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.codec.Blob;
import clearing.kernel.command.RevenueCommand;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others say of a sealed measure. */
class FactWordTest {
    private static final Blob OTHER = Blob.of(new byte[32]);

    private final Shared shared = Shared.open();
    private final Consortium ledger = shared.ledger();

    @BeforeEach
    void seal() {
        Consortium.done(shared.commission(JANUARY, 0, 1_000));
    }

    @Test
    void an_attester_agrees_once_to_what_it_saw() {
        assertThat(ledger.as(SOUTH, new RevenueCommand.AttestFacts(ID, JANUARY, COMMISSION, OTHER)))
                .isEqualTo(Outcome.refused(ResultCode.CONTENT_HASH_DIFFERS, "content"));
        assertThat(ledger.as(BANK, shared.attesting(COMMISSION)).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        assertThat(ledger.as(NORTH, shared.attesting(COMMISSION)).code()).isEqualTo(ResultCode.NOT_A_PARTY);

        assertThat(word(SOUTH, shared.attesting(COMMISSION))).isEqualTo(RevenueEffect.Word.ATTESTED);

        SealedMeasure sealed = shared.sealed(JANUARY, COMMISSION);
        assertThat(sealed.attested()).containsExactly(SOUTH);
        assertThat(sealed.isFinal(List.of(SOUTH), WINDOW, Consortium.TODAY)).isTrue();
        assertThat(sealed.isFinal(List.of(SOUTH, BANK), WINDOW, Consortium.TODAY))
                .isFalse();
        assertThat(ledger.as(SOUTH, shared.attesting(COMMISSION))).isEqualTo(Outcome.alreadyRecorded());
    }

    @Test
    void what_is_not_sealed_or_not_measured_cannot_be_spoken_about() {
        for (String member : List.of(NORTH, SOUTH, BANK)) {
            assertThat(ledger.as(member, new RevenueCommand.AttestFacts(ID, JANUARY, CALLS, OTHER))
                            .code())
                    .isEqualTo(ResultCode.FACT_NOT_SEALED);
            assertThat(ledger.as(member, new RevenueCommand.ChallengeFacts(ID, JANUARY, CALLS, OTHER, "no"))
                            .code())
                    .isEqualTo(ResultCode.FACT_NOT_SEALED);
            assertThat(ledger.as(member, withdrawing(CALLS)).code()).isEqualTo(ResultCode.FACT_NOT_SEALED);
            assertThat(ledger.as(member, withdrawing("visits")).code()).isEqualTo(ResultCode.UNKNOWN_MEASURE);
        }
        LocalDate before = LocalDate.of(2025, 11, 1);
        assertThat(ledger.as(SOUTH, new RevenueCommand.AttestFacts(ID, before, COMMISSION, OTHER))
                        .code())
                .isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
    }

    @Test
    void a_party_other_than_the_reporter_objects_with_a_reason_and_takes_it_back() {
        assertThat(ledger.as(NORTH, shared.challenging(COMMISSION, "mine")).code())
                .isEqualTo(ResultCode.NOT_A_PARTY);
        for (String reason : List.of("", "   ", "x".repeat(201))) {
            assertThat(ledger.as(BANK, shared.challenging(COMMISSION, reason)))
                    .extracting(Outcome::code, Outcome::field)
                    .containsExactly(ResultCode.MALFORMED, "reason");
        }
        assertThat(ledger.as(BANK, new RevenueCommand.ChallengeFacts(ID, JANUARY, COMMISSION, OTHER, "no"))
                        .code())
                .isEqualTo(ResultCode.CONTENT_HASH_DIFFERS);

        assertThat(word(BANK, shared.challenging(COMMISSION, "x".repeat(200))))
                .isEqualTo(RevenueEffect.Word.CHALLENGED);
        assertThat(shared.sealed(JANUARY, COMMISSION).challenged()).isTrue();
        assertThat(ledger.as(BANK, shared.challenging(COMMISSION, "x".repeat(200))))
                .isEqualTo(Outcome.alreadyRecorded());
        assertThat(ledger.as(BANK, shared.challenging(COMMISSION, "another")).code())
                .isEqualTo(ResultCode.CONTENT_CONFLICT);

        assertThat(word(BANK, withdrawing(COMMISSION))).isEqualTo(RevenueEffect.Word.CHALLENGE_WITHDRAWN);
        assertThat(shared.sealed(JANUARY, COMMISSION).challenged()).isFalse();
        assertThat(ledger.as(BANK, withdrawing(COMMISSION))).isEqualTo(Outcome.alreadyRecorded());
    }

    @Test
    void the_window_closes_after_its_last_day() {
        ledger.later(Duration.ofDays(WINDOW));
        assertThat(ledger.attempt(Consortium.caller(BANK), Batch.of(shared.challenging(COMMISSION, "late")))
                        .outcomes())
                .containsExactly(Outcome.done(1));
        ledger.later(Duration.ofDays(1));

        assertThat(ledger.as(BANK, shared.challenging(COMMISSION, "late")).code())
                .isEqualTo(ResultCode.WINDOW_CLOSED);
        assertThat(shared.sealed(JANUARY, COMMISSION)
                        .isFinal(List.of(SOUTH), WINDOW, Consortium.TODAY.plusDays(WINDOW + 1)))
                .isTrue();
    }

    @Test
    void a_measure_without_a_window_is_final_at_once() {
        Consortium.done(shared.report(JANUARY, fact(USERS, 0, 0, 7)));

        assertThat(ledger.as(NORTH, shared.challenging(USERS, "no")).code()).isEqualTo(ResultCode.WINDOW_CLOSED);
        assertThat(shared.sealed(JANUARY, USERS).isFinal(List.of(), 0, Consortium.TODAY))
                .isTrue();
    }

    @Test
    void what_has_been_calculated_with_is_not_challenged_any_more() {
        shared.calculatedUpTo(Shared.FEBRUARY);

        assertThat(ledger.as(BANK, shared.challenging(COMMISSION, "late")).code())
                .isEqualTo(ResultCode.WINDOW_CLOSED);
        Consortium.done(shared.commission(JANUARY, 1, 999));
        assertThat(ledger.as(BANK, shared.challenging(COMMISSION, "not that either")))
                .as("a correction waits for its true-up and can be challenged until then")
                .isEqualTo(Outcome.done(1));
    }

    @Test
    void of_two_words_of_one_member_the_last_counts() {
        Consortium.done(ledger.as(SOUTH, shared.challenging(COMMISSION, "too little")));
        Consortium.done(ledger.as(SOUTH, shared.attesting(COMMISSION)));
        assertThat(shared.sealed(JANUARY, COMMISSION).challenged()).isFalse();

        Consortium.done(ledger.as(SOUTH, shared.challenging(COMMISSION, "too little")));
        assertThat(shared.sealed(JANUARY, COMMISSION).attested()).isEmpty();
        assertThat(shared.sealed(JANUARY, COMMISSION).challenges()).containsEntry(SOUTH, "too little");
    }

    private RevenueEffect.Word word(String member, RevenueCommand command) {
        List<clearing.kernel.Effect> effects =
                ledger.apply(Consortium.caller(member), Batch.of(command)).effects();
        return ((RevenueEffect.MeasureSealed) effects.getLast()).word();
    }
}
