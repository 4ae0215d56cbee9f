package clearing.kernel.defaults;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SHARE_CODE;
import static clearing.kernel.Consortium.SOUTH;
import static clearing.kernel.defaults.Market.EAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Golden;
import clearing.kernel.collateral.Pledges;
import clearing.kernel.collateral.Price;
import clearing.kernel.collateral.Valuation;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.ConstitutionRules;
import clearing.kernel.reserve.Contribution;
import clearing.kernel.rulebook.CollateralRule;
import clearing.kernel.rulebook.CoveredCapRule;
import clearing.kernel.rulebook.DefaultRule;
import clearing.kernel.rulebook.ReserveRule;
import clearing.kernel.rulebook.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the ledger stores of collateral, reserve fund and default: golden bytes, and what a rulebook refuses. */
class StoredFormsTest {
    @Test
    void values_have_golden_bytes() {
        Pledges pledges = Pledges.decode(Optional.empty());
        pledges.change(1, 2, 400);
        pledges.change(0, 0, 1_000_000_000_000_000_000L);
        check("pledges", pledges.encode(), b -> Pledges.decode(Optional.of(b)).encode());
        check(
                "valuation",
                new Valuation(20_514, 3, new Price(35_025, 100)).encode(),
                b -> Valuation.decode(b).encode());
        check(
                "contribution",
                new Contribution(3_000_000, 7).encode(),
                b -> Contribution.decode(b).encode());
        check(
                "in-default",
                new InDefault(new TreeMap<>(Map.of(SOUTH, 1, NORTH, 2))).encode(),
                b -> InDefault.decode(Optional.of(b)).encode());
        check(
                "waterfall-record",
                record().encode(),
                b -> WaterfallRecord.decode(b).encode());
        check("default-case", someCase().encode(), b -> DefaultCase.decode(b).encode());
    }

    @Test
    void rules_have_golden_bytes() {
        Constitution constitution = Market.constitution(1, Market.rules());

        check(
                "constitution-risk",
                constitution.encode(),
                b -> Constitution.decode(b).encode());
        assertThat(Constitution.decode(Golden.bytes("constitution-risk"))).isEqualTo(constitution);
        assertThat(ConstitutionRules.check(constitution)).isEmpty();
    }

    @Test
    void a_rulebook_that_contradicts_itself_cannot_be_ratified() {
        assertFault(new CollateralRule("JPY", "HKD", 0, List.of(BANK), 1), "asset");
        assertFault(new CollateralRule("EUR", SHARE_CODE, 0, List.of(BANK), 1), "currency");
        assertFault(new CollateralRule("EUR", "HKD", 10_001, List.of(BANK), 1), "haircut");
        assertFault(new CollateralRule("EUR", "HKD", 0, List.of(BANK), 366), "staleAfterDays");
        assertFault(new CollateralRule("EUR", "HKD", 0, List.of(), 1), "valuers");
        assertFault(new CollateralRule("EUR", "HKD", 0, List.of(BANK, BANK), 1), "valuers");
        assertFault(new CoveredCapRule(NORTH, "HKD"), "asset");
        assertFault(new ReserveRule("Nobody", 1, 1, 1), "member");
        assertFault(new ReserveRule(SOUTH, 1, 1, -1), "lossCap");
        assertFault(new DefaultRule(SHARE_CODE, "HOUSE", List.of(BANK), 1, List.of()), "currency");
        assertFault(new DefaultRule("HKD", "CLIENT", List.of(BANK), 1, List.of()), "account");
        assertFault(new DefaultRule("HKD", "HOUSE", List.of(), 1, List.of()), "quorum");
        assertFault(new DefaultRule("HKD", "HOUSE", List.of(BANK, BANK), 1, List.of()), "committee");
        assertFault(new DefaultRule("HKD", "HOUSE", List.of(BANK), 1, List.of("Nobody")), "buyers");
        assertFault(new DefaultRule("USD", "HOUSE", List.of(BANK), 1, List.of()), "currency");
    }

    /** The sample rules with this one, in the place of one of its name. */
    private static void assertFault(Rule rule, String field) {
        List<Rule> rules = new ArrayList<>(Market.rules());
        rules.removeIf(other -> other.name().equals(rule.name()));
        rules.add(rule);
        assertThat(ConstitutionRules.check(Market.constitution(1, rules)).map(ConstitutionRules.Fault::field))
                .contains("rules[" + rule.name() + "]." + field);
    }

    @Test
    void a_sum_has_at_most_128_bits() {
        WaterfallRecord wide =
                new WaterfallRecord(1, WaterfallStep.PAYMENT, BigInteger.TWO.pow(127), BigInteger.ZERO, List.of());

        assertThatThrownBy(wide::encode).isInstanceOf(ArithmeticException.class);
    }

    private static WaterfallRecord record() {
        return new WaterfallRecord(
                2,
                WaterfallStep.COLLATERAL,
                BigInteger.TWO.pow(100),
                BigInteger.ONE.negate(),
                List.of(new WaterfallRecord.Line(
                        BANK, SHARE_CODE, 100, BigInteger.valueOf(720_000), BigInteger.valueOf(719_999))));
    }

    private static DefaultCase someCase() {
        DefaultCase some = new DefaultCase(SOUTH, 1, "did not pay");
        some.sign(NORTH);
        some.sign(BANK);
        some.declare();
        some.closedOut(12);
        some.fix("HKD", Price.ONE);
        some.fix(SHARE_CODE, Market.SHARE_PRICE);
        some.owe(NORTH, "HKD", BigInteger.valueOf(105_000));
        some.owe(NORTH, SHARE_CODE, BigInteger.TEN.negate());
        some.owe(EAST, "HKD", BigInteger.TWO.pow(70));
        some.pay(NORTH, BigInteger.valueOf(15_000));
        some.bear(EAST, BigInteger.valueOf(500_000));
        some.nextPass();
        return some;
    }

    @Test
    void a_default_that_is_being_lifted_has_a_format_of_its_own() {
        DefaultCase lifting = someCase();
        lifting.signLift(EAST, "paid in since");
        lifting.lift();

        check(
                "default-case-lifted",
                lifting.encode(),
                b -> DefaultCase.decode(b).encode());
        DefaultCase read = DefaultCase.decode(Golden.bytes("default-case-lifted"));
        assertThat(read.lifted()).isTrue();
        assertThat(read.liftReason()).contains("paid in since");
        assertThat(read.liftSignatures()).containsExactly(EAST);
    }

    private static void check(String name, byte[] encoded, UnaryOperator<byte[]> readAndWrite) {
        Golden.assertBytes(name, encoded);
        assertThat(readAndWrite.apply(Golden.bytes(name))).isEqualTo(Golden.bytes(name));
    }
}
