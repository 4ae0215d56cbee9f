package clearing.kernel.revenue;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.Consortium.WATCH;
import static clearing.kernel.revenue.Partners.APRIL;
import static clearing.kernel.revenue.Partners.ID;
import static clearing.kernel.revenue.Partners.MARCH;
import static clearing.kernel.revenue.Partners.MAY;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Batch;
import clearing.kernel.Consortium;
import clearing.kernel.Effect;
import clearing.kernel.ResultCode;
import clearing.kernel.RevenueEffect;
import clearing.kernel.Transition;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradeState;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final long FUNDS = 100_000_000;
    private static final LocalDate AFTER_MARCH = LocalDate.of(2026, 4, 3);

    private final Partners partners = new Partners();

    private Partners march() {
        return partners.agree(Partners.terms()).on(AFTER_MARCH).facts(MARCH, 100_000, 1_000);
    }

    @Test
    void a_run_pays_what_its_statement_says() {
        march();

        Consortium.done(partners.run(MARCH));

        Statement statement = partners.statement(MARCH);
        assertThat(statement.pool()).isEqualTo(100_000);
        Statement.Line south = statement.lines().get(1);
        // A third of 1,000.00, rounded down: 33,333.3 cents; 5 % of it withheld: 1,666.65.
        assertThat(south.amount()).isEqualTo(33_333);
        assertThat(south.withheld()).isEqualTo(1_666);
        assertThat(south.paid()).isEqualTo(31_667);
        assertThat(statement.lines().getFirst().amount()).isEqualTo(66_667);
        assertThat(statement.lines().getFirst().payment()).isEmpty();
        assertThat(stateOf(south)).isEqualTo(TradeState.AFFIRMED);

        partners.settle();

        assertThat(stateOf(south)).isEqualTo(TradeState.SETTLED);
        assertThat(partners.ledger().available(SOUTH, HKD)).isEqualTo(FUNDS + 31_667);
        assertThat(partners.ledger().available(NORTH, HKD)).isEqualTo(FUNDS - 33_333);
        assertThat(partners.inEscrow()).isEqualTo(1_666);
    }

    @Test
    void statement_and_payments_come_in_one_transaction() {
        march();

        Transition transition =
                partners.ledger().attempt(Consortium.caller(NORTH), Batch.of(new RevenueCommand.RunRevenue(ID, MARCH)));

        assertThat(transition.effects())
                .filteredOn(e -> e instanceof Effect.TradeRecorded)
                .hasSize(2);
        assertThat(transition.effects())
                .filteredOn(e -> e instanceof RevenueEffect.Calculated)
                .hasSize(1);
        assertThat(transition.writes().keySet())
                .anyMatch(key -> key.startsWith("G/S/"))
                .anyMatch(key -> key.startsWith("P/"));
    }

    @Test
    void the_step_counts_only_above_its_threshold() {
        partners.agree(Partners.terms()).on(AFTER_MARCH).facts(MARCH, 100_000, 1_001);

        Consortium.done(partners.run(MARCH));

        assertThat(partners.statement(MARCH).lines().get(1).amount()).isEqualTo(38_333);
    }

    @Test
    void what_rounding_owes_is_carried() {
        march();
        Consortium.done(partners.run(MARCH));
        partners.on(LocalDate.of(2026, 5, 3)).facts(APRIL, 100_000, 0);
        Consortium.done(partners.run(APRIL));
        partners.on(LocalDate.of(2026, 6, 3)).facts(MAY, 100_000, 0);
        Consortium.done(partners.run(MAY));

        // Three times 33,333.3: the third one gets nothing yet, 99,999.9 are 100,000 but for a tenth of a cent.
        long sum = List.of(MARCH, APRIL, MAY).stream()
                .mapToLong(period -> partners.statement(period).lines().get(1).amount())
                .sum();
        assertThat(sum).isEqualTo(100_000);
        assertThat(partners.statement(MAY).lines().get(1).carryAfter()).isEqualTo(-100_000_000_000_000_000L);
        assertThat(partners.statement(APRIL).lines().get(1).carryBefore()).isEqualTo(300_000_000_000_000_000L);
    }

    @Test
    void a_period_is_calculated_once_and_in_order() {
        march();
        assertThat(partners.run(APRIL).code()).isEqualTo(ResultCode.REVENUE_PERIOD_NOT_NEXT);
        Consortium.done(partners.run(MARCH));
        String before = partners.ledger().digest();

        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        assertThat(partners.run(APRIL).code()).isEqualTo(ResultCode.REVENUE_PERIOD_OPEN);
        assertThat(partners.ledger().digest()).isEqualTo(before);
    }

    @Test
    void nothing_is_calculated_from_what_is_not_final() {
        partners.agree(Partners.terms()).on(AFTER_MARCH);
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_NOT_SEALED);
        Consortium.done(partners.report(NORTH, MARCH, "fees", 0, 0, 100));
        Consortium.done(partners.as(NORTH, new RevenueCommand.SealFacts(ID, MARCH, "fees", 1)));
        Consortium.done(partners.report(SOUTH, MARCH, "users", 0, 0, 1));
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_NOT_FINAL);

        // Nobody attests; five days after the sealing it is final all the same.
        partners.on(AFTER_MARCH.plusDays(5));
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_NOT_FINAL);
        partners.on(AFTER_MARCH.plusDays(6));
        Consortium.done(partners.run(MARCH));
    }

    @Test
    void a_challenge_keeps_it_from_being_paid() {
        march();
        Consortium.done(partners.as(
                SOUTH,
                new RevenueCommand.ChallengeFacts(
                        ID, MARCH, "fees", partners.sealed(MARCH, "fees").content(), "Fees of the fund are missing")));

        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_CHALLENGED);

        Consortium.done(partners.as(SOUTH, new RevenueCommand.WithdrawChallenge(ID, MARCH, "fees")));
        // Who objects does not attest any more, until it says so again.
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.FACT_NOT_FINAL);
        Consortium.done(partners.attest(SOUTH, MARCH, "fees"));
        Consortium.done(partners.run(MARCH));
    }

    @Test
    void only_who_is_involved_runs_it() {
        march();
        assertThat(partners.as(WATCH, new RevenueCommand.RunRevenue(ID, MARCH)).code())
                .isEqualTo(ResultCode.READ_ONLY_MEMBER);
        assertThat(partners.as(SOUTH, new RevenueCommand.RunRevenue("NONE", MARCH))
                        .code())
                .isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
        assertThat(partners.as(SOUTH, new RevenueCommand.RunRevenue(ID, MARCH.plusDays(1)))
                        .code())
                .isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
        Consortium.done(partners.as(BANK, new RevenueCommand.RunRevenue(ID, MARCH)));
    }

    @Test
    void a_version_that_begins_within_a_period_counts_by_days() {
        march();
        // From 16 March on half of it instead of a third: 15 days of one, 16 of the other.
        partners.agree(Partners.terms(2, LocalDate.of(2026, 3, 16), 500_000, Changeover.BY_DAYS));

        Consortium.done(partners.run(MARCH));

        Statement statement = partners.statement(MARCH);
        assertThat(statement.versions()).extracting(Statement.InForce::days).containsExactly(15, 16);
        // 100,000 x (15 x 0.333333 + 16 x 0.5) / 31 = 41,935.3...
        assertThat(statement.lines().get(1).amount()).isEqualTo(41_935);
        assertThat(statement.clauses()).hasSize(4);
    }

    @Test
    void terms_are_signed_by_all_and_in_order() {
        assertThat(partners.propose(SOUTH, Partners.terms(2, MARCH, 1, Changeover.AT_PERIOD))
                        .code())
                .isEqualTo(ResultCode.TERMS_VERSION_NOT_NEXT);
        Consortium.done(partners.propose(NORTH, Partners.terms()));
        assertThat(partners.sign(NORTH, Partners.terms()).code()).isEqualTo(ResultCode.ALREADY_RECORDED);
        Consortium.done(partners.sign(SOUTH, Partners.terms()));
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
        assertThat(partners.sign(BANK, Partners.terms(1, MARCH, 400_000, Changeover.AT_PERIOD))
                        .code())
                .isEqualTo(ResultCode.NOTHING_TO_SIGN);
        Consortium.done(partners.sign(BANK, Partners.terms()));

        Consortium.done(partners.propose(SOUTH, Partners.terms(2, APRIL, 400_000, Changeover.AT_PERIOD)));
        // A signature on the version that has been in force before is no signature.
        assertThat(partners.sign(BANK, Partners.terms(1, MARCH, 400_000, Changeover.AT_PERIOD))
                        .code())
                .isEqualTo(ResultCode.TERMS_VERSION_NOT_NEXT);
    }

    @Test
    void another_proposal_of_the_same_version_takes_its_signatures_away() {
        Consortium.done(partners.propose(NORTH, Partners.terms()));
        Consortium.done(partners.sign(SOUTH, Partners.terms()));
        var other = Partners.terms(1, MARCH, 400_000, Changeover.AT_PERIOD);
        Consortium.done(partners.propose(SOUTH, other));

        assertThat(partners.sign(BANK, Partners.terms()).code()).isEqualTo(ResultCode.NOTHING_TO_SIGN);
        Consortium.done(partners.sign(BANK, other));
        assertThat(partners.run(MARCH).code()).isEqualTo(ResultCode.AGREEMENT_NOT_FOUND);
    }

    @Test
    void terms_do_not_reach_back_into_what_is_calculated() {
        march();
        Consortium.done(partners.run(MARCH));

        assertThat(partners.propose(NORTH, Partners.terms(2, LocalDate.of(2026, 3, 16), 1, Changeover.BY_DAYS))
                        .code())
                .isEqualTo(ResultCode.TERMS_TOO_LATE);
        assertThat(partners.propose(WATCH, Partners.terms(2, APRIL, 1, Changeover.AT_PERIOD))
                        .code())
                .isEqualTo(ResultCode.READ_ONLY_MEMBER);
    }

    private TradeState stateOf(Statement.Line line) {
        TradeId payment = line.payment().orElseThrow();
        return partners.ledger().tradeState(payment.page(), payment.index());
    }
}
