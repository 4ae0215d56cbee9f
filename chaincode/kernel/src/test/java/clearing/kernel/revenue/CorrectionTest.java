package clearing.kernel.revenue;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.Partners.APRIL;
import static clearing.kernel.revenue.Partners.ID;
import static clearing.kernel.revenue.Partners.MARCH;
import static clearing.kernel.revenue.Partners.MAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.Portion;
import clearing.kernel.revenue.run.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes after a run: corrections, disputes, and what becomes of the reserve. */
class CorrectionTest {
    private static final long FUNDS = 100_000_000;

    private final Partners partners =
            new Partners().agree(Partners.terms()).on(LocalDate.of(2026, 4, 3)).facts(MARCH, 100_000, 0);

    @Test
    void a_corrected_fact_makes_a_true_up_and_leaves_the_statement() {
        Consortium.done(partners.run(MARCH));
        Statement march = partners.statement(MARCH);
        partners.on(LocalDate.of(2026, 5, 3));
        // 600.00 more of fees: South is owed 200.00 of them.
        Consortium.done(partners.report(NORTH, MARCH, "fees", 0, 1, 160_000));
        Consortium.done(partners.attest(SOUTH, MARCH, "fees"));
        partners.facts(APRIL, 30_000, 0);

        Consortium.done(partners.run(APRIL));

        assertThat(partners.statement(MARCH)).isEqualTo(march);
        Statement april = partners.statement(APRIL);
        assertThat(april.trueUps()).hasSize(1);
        assertThat(april.trueUps().getFirst().pool()).isEqualTo(60_000);
        assertThat(april.pool()).isEqualTo(30_000);
        // (30,000 + 60,000 + what March still owed) x 0.333333 = 29,999.97 + 0.3 - 0.3 ...
        assertThat(april.lines().stream().mapToLong(Statement.Line::amount).sum())
                .isEqualTo(90_000);
        assertThat(april.lines().get(1).amount()).isEqualTo(30_000);

        partners.on(LocalDate.of(2026, 6, 3)).facts(MAY, 30_000, 0);
        Consortium.done(partners.run(MAY));
        assertThat(partners.statement(MAY).trueUps()).isEmpty();
    }

    @Test
    void a_correction_that_can_still_be_challenged_waits() {
        Consortium.done(partners.run(MARCH));
        partners.on(LocalDate.of(2026, 5, 3));
        Consortium.done(partners.report(NORTH, MARCH, "fees", 0, 1, 160_000));
        partners.facts(APRIL, 30_000, 0);
        Consortium.done(partners.run(APRIL));
        assertThat(partners.statement(APRIL).trueUps()).isEmpty();

        partners.on(LocalDate.of(2026, 6, 3)).facts(MAY, 30_000, 0);
        Consortium.done(partners.run(MAY));
        assertThat(partners.statement(MAY).trueUps()).hasSize(1);
    }

    @Test
    void a_correction_too_far_back_is_refused() {
        Consortium.done(partners.run(MARCH));
        LocalDate period = APRIL;
        for (int i = 0; i < 12; i++) {
            partners.on(period.plusMonths(1).plusDays(2)).facts(period, 100, 0);
            Consortium.done(partners.run(period));
            period = period.plusMonths(1);
        }

        assertThat(partners.report(NORTH, MARCH, "fees", 0, 1, 160_000).code()).isEqualTo(ResultCode.BEYOND_LOOKBACK);
        Consortium.done(partners.report(NORTH, APRIL, "fees", 0, 1, 160));
    }

    @Test
    void a_disputed_line_is_set_aside_and_the_rest_is_paid() {
        Consortium.done(dispute());
        Consortium.done(partners.run(MARCH));
        partners.settle();

        Statement.Line south = partners.statement(MARCH).lines().get(1);
        assertThat(south.setAside()).isEqualTo(33_333);
        assertThat(south.withheld()).isZero();
        assertThat(south.payment()).isEmpty();
        assertThat(partners.inEscrow()).isEqualTo(33_333);

        List<Portion> agreed = List.of(new Portion(NORTH, 3_333), new Portion(SOUTH, 30_000));
        Consortium.done(resolve(NORTH, agreed));
        assertThat(resolve(SOUTH, List.of(new Portion(SOUTH, 1))).code()).isEqualTo(ResultCode.AMOUNTS_DO_NOT_SUM);
        assertThat(partners.inEscrow()).isEqualTo(33_333);
        Consortium.done(resolve(SOUTH, agreed));
        partners.settle();

        assertThat(partners.inEscrow()).isZero();
        assertThat(partners.ledger().available(SOUTH, HKD)).isEqualTo(FUNDS + 30_000);
        assertThat(partners.ledger().available(NORTH, HKD)).isEqualTo(FUNDS - 30_000);
        assertThat(resolve(SOUTH, agreed).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
    }

    @Test
    void what_has_not_arrived_in_escrow_is_not_paid_out() {
        Consortium.done(dispute());
        Consortium.done(partners.run(MARCH));

        List<Portion> all = List.of(new Portion(SOUTH, 33_333));
        Consortium.done(resolve(NORTH, all));
        assertThat(resolve(SOUTH, all).code()).isEqualTo(ResultCode.STATE_FORBIDS);
    }

    @Test
    void a_challenged_measure_of_a_disputed_line_does_not_keep_the_rest() {
        Consortium.done(partners.as(
                NORTH,
                new RevenueCommand.ChallengeFacts(
                        ID, MARCH, "users", partners.sealed(MARCH, "users").content(), "Users are counted twice")));
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_CHALLENGED);

        Consortium.done(dispute());
        Consortium.done(partners.run(MARCH));
    }

    @Test
    void reserve_is_released_after_its_term() {
        Consortium.done(partners.run(MARCH));
        assertThat(release().code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        partners.on(LocalDate.of(2026, 4, 30));
        // Its time has come, but it is not there yet.
        assertThat(release().code()).isEqualTo(ResultCode.NOTHING_TO_DO);
        partners.settle();
        assertThat(partners.inEscrow()).isEqualTo(1_666);

        Consortium.done(release());
        partners.settle();

        assertThat(partners.inEscrow()).isZero();
        assertThat(partners.escrow().lots()).isEmpty();
        assertThat(partners.ledger().available(SOUTH, HKD)).isEqualTo(FUNDS + 33_333);
    }

    @Test
    void a_run_releases_what_is_due() {
        Consortium.done(partners.run(MARCH));
        partners.settle().on(LocalDate.of(2026, 5, 3)).facts(APRIL, 0, 0);

        Consortium.done(partners.run(APRIL));

        assertThat(partners.statement(APRIL).released())
                .extracting(Statement.Release::amount)
                .containsExactly(1_666L);
        partners.settle();
        assertThat(partners.inEscrow()).isZero();
    }

    @Test
    void the_reserve_is_drawn_on_by_a_vote() {
        Consortium.done(partners.run(MARCH));
        partners.settle();
        assertThat(draw(NORTH, 1, 2_000).code()).isEqualTo(ResultCode.RESERVE_EXCEEDED);
        assertThat(draw(NORTH, 2, 1_000).code()).isEqualTo(ResultCode.DRAWING_NOT_NEXT);
        assertThat(draw(BANK, 1, 1_000).code()).isEqualTo(ResultCode.NOT_A_PARTY);
        Consortium.done(draw(NORTH, 1, 1_000));
        assertThat(draw(NORTH, 1, 1_000).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(draw(SOUTH, 1, 1_001).code()).isEqualTo(ResultCode.CONTENT_CONFLICT);
        assertThat(partners.inEscrow()).isEqualTo(1_666);

        Consortium.done(draw(SOUTH, 1, 1_000));
        partners.settle();

        assertThat(partners.inEscrow()).isEqualTo(666);
        assertThat(partners.escrow().lots()).extracting(lot -> lot.amount()).containsExactly(666L);
        assertThat(partners.ledger().available(NORTH, HKD)).isEqualTo(FUNDS - 33_333 + 1_000);
    }

    private Outcome dispute() {
        return partners.as(SOUTH, new RevenueCommand.DisputeLine(ID, MARCH, "TECH", "The rate is another one"));
    }

    private Outcome resolve(String member, List<Portion> amounts) {
        return partners.as(member, new RevenueCommand.ResolveDispute(ID, MARCH, "TECH", amounts));
    }

    private Outcome release() {
        return partners.as(BANK, new RevenueCommand.ReleaseReserve(ID));
    }

    private Outcome draw(String member, int number, long amount) {
        return partners.as(
                member, new RevenueCommand.DrawReserve(ID, number, NORTH, amount, "Refunds to users of March"));
    }
}
