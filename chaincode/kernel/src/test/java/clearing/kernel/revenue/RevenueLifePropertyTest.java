package clearing.kernel.revenue;

import static clearing.kernel.Consortium.HKD;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.revenue.Partners.ID;
import static clearing.kernel.revenue.Partners.MARCH;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.ResultCode;
import clearing.kernel.Seeds;
import clearing.kernel.command.RevenueCommand;
import clearing.kernel.command.RevenueCommand.Portion;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.EscrowBook;
import clearing.kernel.revenue.run.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A year of an agreement at random: facts, corrections, disputes, drawings and settlement as they come. */
class RevenueLifePropertyTest {
    private static final int LIVES = 25;
    private static final int MONTHS = 8;
    private static final long FUNDS = 100_000_000;

    /** Fees and users of a month as they stand. */
    private record Month(long fees, long users) {
        Fraction south() {
            return Fraction.of(fees).times(Fraction.ofMillionths(users > 1_000 ? 383_333 : 333_333));
        }
    }

    @Test
    void whatever_happens_shares_are_exact_and_escrow_is_what_is_withheld() {
        for (long seed = Seeds.seed(1); seed < Seeds.seed(1) + LIVES; seed++) {
            live(Seeds.generator(seed), Seeds.hint(seed));
        }
    }

    private static void live(RandomGenerator random, String hint) {
        Partners partners = new Partners().agree(Partners.terms());
        SortedMap<LocalDate, Month> facts = new TreeMap<>();
        LocalDate period = MARCH;
        int drawings = 0;
        for (int i = 0; i < MONTHS; i++) {
            partners.on(period.plusMonths(1).plusDays(2));
            // In the last two months nothing is corrected, so that all true-ups have come.
            if (!facts.isEmpty() && i < MONTHS - 1 && random.nextBoolean()) {
                correct(partners, facts, random);
            }
            Month month = new Month(random.nextLong(1_000_000), random.nextLong(2_000));
            facts.put(period, month);
            partners.facts(period, month.fees(), month.users());
            if (random.nextInt(3) == 0) {
                Consortium.done(
                        partners.as(SOUTH, new RevenueCommand.DisputeLine(ID, period, "TECH", "Drawn by lot " + i)));
            }
            Consortium.done(partners.run(period));
            sumsToWhole(partners.statement(period), hint);
            if (random.nextBoolean()) {
                partners.settle();
                drawings += draw(partners, drawings, random);
                resolve(partners, random);
                partners.settle();
            }
            period = period.plusMonths(1);
        }
        partners.settle();
        escrowIsWhatIsWithheld(partners, hint);
        nobodyIsAUnitOff(partners, facts, hint);
    }

    private static void correct(Partners partners, SortedMap<LocalDate, Month> facts, RandomGenerator random) {
        List<LocalDate> periods = new ArrayList<>(facts.keySet());
        LocalDate period = periods.get(random.nextInt(periods.size()));
        long fees = random.nextLong(1_000_000);
        int revision = partners.sealed(period, "fees").revision() + 1;
        Consortium.done(partners.report(NORTH, period, "fees", 0, revision, fees));
        Consortium.done(partners.attest(SOUTH, period, "fees"));
        facts.put(period, new Month(fees, facts.get(period).users()));
    }

    private static void sumsToWhole(Statement statement, String hint) {
        long whole = statement.pool()
                + statement.trueUps().stream().mapToLong(Statement.TrueUp::pool).sum();
        assertThat(statement.lines().stream().mapToLong(Statement.Line::amount).sum())
                .as(hint)
                .isEqualTo(whole);
        assertThat(statement.lines().stream()
                        .mapToLong(Statement.Line::carryAfter)
                        .sum())
                .as(hint)
                .isZero();
    }

    /** @return 1 when a drawing was paid */
    private static int draw(Partners partners, int before, RandomGenerator random) {
        long reserve = partners.escrow().lots().stream()
                .filter(EscrowBook.Lot::isReserve)
                .mapToLong(EscrowBook.Lot::amount)
                .sum();
        if (reserve < 2 || random.nextInt(3) > 0) {
            return 0;
        }
        long amount = random.nextLong(1, reserve);
        int number = before + 1;
        Consortium.done(
                partners.as(NORTH, new RevenueCommand.DrawReserve(ID, number, NORTH, amount, "Refunds of " + number)));
        Consortium.done(
                partners.as(SOUTH, new RevenueCommand.DrawReserve(ID, number, NORTH, amount, "Refunds of " + number)));
        return 1;
    }

    private static void resolve(Partners partners, RandomGenerator random) {
        for (EscrowBook.Lot lot : partners.escrow().lots()) {
            if (!lot.isReserve()) {
                long south = random.nextLong(1, lot.amount() + 1);
                List<Portion> amounts = new ArrayList<>();
                if (south < lot.amount()) {
                    amounts.add(new Portion(NORTH, lot.amount() - south));
                }
                amounts.add(new Portion(SOUTH, south));
                for (String member : List.of(NORTH, SOUTH)) {
                    assertThat(partners.as(
                                            member,
                                            new RevenueCommand.ResolveDispute(
                                                    ID, lot.period().start(), "TECH", amounts))
                                    .code())
                            .isIn(ResultCode.OK);
                }
            }
        }
    }

    private static void escrowIsWhatIsWithheld(Partners partners, String hint) {
        assertThat(partners.inEscrow())
                .as(hint)
                .isEqualTo(partners.escrow().lots().stream()
                        .mapToLong(EscrowBook.Lot::amount)
                        .sum());
        assertThat(partners.ledger().available(NORTH, HKD)
                        + partners.ledger().available(SOUTH, HKD)
                        + partners.inEscrow())
                .as(hint)
                .isEqualTo(2 * FUNDS);
    }

    /** After any number of runs and corrections, what South was due is within one minor unit of what the facts make of the terms. */
    private static void nobodyIsAUnitOff(Partners partners, SortedMap<LocalDate, Month> facts, String hint) {
        Fraction exact = facts.values().stream().map(Month::south).reduce(Fraction.ZERO, Fraction::plus);
        long due = facts.keySet().stream()
                .mapToLong(period -> partners.statement(period).lines().get(1).amount())
                .sum();
        Fraction off = exact.minus(Fraction.of(due));
        assertThat(off.compareTo(Fraction.of(-1)) > 0 && off.compareTo(Fraction.ONE) < 0)
                .as(hint + " off by " + off)
                .isTrue();
    }
}
