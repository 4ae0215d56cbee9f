package clearing.kernel.revenue.terms;

import static clearing.kernel.Consortium.BANK;
import static clearing.kernel.Consortium.NORTH;
import static clearing.kernel.Consortium.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clearing.kernel.Consortium;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.terms.TermsRules.Fault;
import clearing.kernel.revenue.terms.TermsRules.Kind;
import clearing.kernel.rulebook.EscrowRule;
import clearing.kernel.rulebook.Rulebook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the frame and the measures of terms must be. Clauses: {@link ClauseRulesTest}, {@link BranchRulesTest}. */
class TermsRulesTest {
    /** A change of good terms, and the one fault that it must make. */
    record Wrong(String name, String field, Kind kind, Consumer<Draft> change) {
        static Wrong of(String name, String field, Kind kind, Consumer<Draft> change) {
            return new Wrong(name, field, kind, change);
        }

        void check() {
            Draft draft = new Draft();
            change.accept(draft);

            List<Fault> faults = TermsRules.checkAll(draft.terms());

            assertThat(faults).extracting(Fault::field, Fault::kind).contains(tuple(field, kind));
            assertThat(faults).allSatisfy(fault -> assertThat(fault.sentence()).isNotBlank());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void good_terms_have_no_fault() {
        assertThat(TermsRules.checkAll(new Draft().terms(), frame())).isEmpty();
        assertThat(TermsRules.check(new Draft().terms())).isEmpty();
    }

    @Test
    void every_fault_is_found_not_only_the_first() {
        Draft draft = new Draft();
        draft.agreement = "lower";
        draft.collector = BANK;
        draft.lookback = 37;

        assertThat(TermsRules.checkAll(draft.terms()))
                .extracting(Fault::field)
                .containsExactly("agreement", "collector", "lookback");
        assertThat(TermsRules.check(draft.terms()).map(Fault::field)).contains("agreement");
    }

    @ParameterizedTest
    @MethodSource
    void the_frame_is_sound(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> the_frame_is_sound() {
        return Stream.of(
                Wrong.of("id too long", "agreement", Kind.NAME, d -> d.agreement = "ABCDEFGH"),
                Wrong.of("version 0", "version", Kind.BOUNDS, d -> d.version = 0),
                Wrong.of("blank title", "title", Kind.NAME, d -> d.title = " "),
                Wrong.of("control characters in the title", "title", Kind.NAME, d -> d.title = "a\u202eb"),
                Wrong.of("no currency", "currency", Kind.NAME, d -> d.currency = "HKQ"),
                Wrong.of("from within a month", "from", Kind.PERIOD, d -> d.from = LocalDate.of(2026, 1, 2)),
                Wrong.of("a later version within a month", "from", Kind.PERIOD, d -> {
                    d.version = 2;
                    d.from = LocalDate.of(2026, 1, 2);
                }),
                Wrong.of("from in another century", "from", Kind.PERIOD, d -> d.from = LocalDate.of(1999, 1, 1)),
                Wrong.of(
                        "until within a month",
                        "until",
                        Kind.PERIOD,
                        d -> d.until = Optional.of(LocalDate.of(2027, 1, 30))),
                Wrong.of(
                        "until before from",
                        "until",
                        Kind.PERIOD,
                        d -> d.until = Optional.of(LocalDate.of(2025, 12, 31))),
                Wrong.of("one party", "parties", Kind.SIZE, d -> d.parties.removeFirst()),
                Wrong.of(
                        "a party twice",
                        "parties[1].member",
                        Kind.NAME,
                        d -> d.parties.set(1, new Party(NORTH, "HOUSE", View.ALL))),
                Wrong.of(
                        "no member's id",
                        "parties[1].member",
                        Kind.NAME,
                        d -> d.parties.set(1, new Party("a b", "HOUSE", View.ALL))),
                Wrong.of(
                        "no account's name",
                        "parties[1].account",
                        Kind.NAME,
                        d -> d.parties.set(1, new Party(SOUTH, "house", View.ALL))),
                Wrong.of("collector is no party", "collector", Kind.REFERENCE, d -> d.collector = BANK),
                Wrong.of("lookback", "lookback", Kind.BOUNDS, d -> d.lookback = -1),
                Wrong.of("reserve without escrow", "reserve", Kind.ESCROW, d -> d.escrow = Optional.empty()),
                Wrong.of(
                        "escrow with a party",
                        "escrow.member",
                        Kind.ESCROW,
                        d -> d.escrow = Optional.of(new Escrow(NORTH, "HOUSE"))),
                Wrong.of(
                        "reserve of all",
                        "reserve.rate",
                        Kind.BOUNDS,
                        d -> d.reserve = Optional.of(new Reserve(500_001, List.of(NORTH), 12, 2))),
                Wrong.of(
                        "reserve for ever",
                        "reserve.months",
                        Kind.BOUNDS,
                        d -> d.reserve = Optional.of(new Reserve(1, List.of(NORTH), 121, 2))),
                Wrong.of(
                        "more votes than parties",
                        "reserve.votes",
                        Kind.BOUNDS,
                        d -> d.reserve = Optional.of(new Reserve(1, List.of(NORTH), 12, 3))),
                Wrong.of(
                        "reserve from nobody",
                        "reserve.from",
                        Kind.SIZE,
                        d -> d.reserve = Optional.of(new Reserve(1, List.of(), 12, 1))),
                Wrong.of(
                        "reserve from a stranger",
                        "reserve.from[0]",
                        Kind.REFERENCE,
                        d -> d.reserve = Optional.of(new Reserve(1, List.of(BANK), 12, 1))),
                Wrong.of(
                        "reserve twice from one",
                        "reserve.from[1]",
                        Kind.NAME,
                        d -> d.reserve = Optional.of(new Reserve(1, List.of(NORTH, NORTH), 12, 1))));
    }

    @ParameterizedTest
    @MethodSource
    void measures_are_sound(Wrong wrong) {
        wrong.check();
    }

    static Stream<Wrong> measures_are_sound() {
        return Stream.of(
                Wrong.of("none", "measures", Kind.SIZE, d -> d.measures.clear()),
                Wrong.of("name", "measures[8].name", Kind.NAME, d -> d.measure(8, Draft.named("Users"))),
                Wrong.of("order", "measures[1].name", Kind.NAME, d -> d.measure(1, Draft.named("a"))),
                Wrong.of("twice", "measures[8].name", Kind.NAME, d -> d.measure(8, Draft.named("usage_south"))),
                Wrong.of(
                        "no such currency",
                        "measures[2].unit",
                        Kind.NAME,
                        d -> d.measure(2, Draft.unit(new Unit.Money("XYZ")))),
                Wrong.of(
                        "foreign money without a rate",
                        "measures[2].unit",
                        Kind.DIMENSION,
                        d -> d.measure(2, Draft.unit(new Unit.Money("EUR")))),
                Wrong.of(
                        "two rates of one currency",
                        "measures[5].unit",
                        Kind.DIMENSION,
                        d -> d.measure(5, Draft.unit(new Unit.ExchangeRate("USD")))),
                Wrong.of(
                        "a rate of the agreement's own currency",
                        "measures[5].unit",
                        Kind.DIMENSION,
                        d -> d.measure(5, Draft.unit(new Unit.ExchangeRate("HKD")))),
                Wrong.of(
                        "counts that read like points",
                        "measures[8].unit",
                        Kind.NAME,
                        d -> d.measure(8, Draft.unit(new Unit.Count("pp")))),
                Wrong.of(
                        "sum of percentages",
                        "measures[5].unit",
                        Kind.DIMENSION,
                        d -> d.measure(5, Draft.parts(Aggregation.SUM))),
                Wrong.of(
                        "a stranger reports",
                        "measures[8].reporter",
                        Kind.REFERENCE,
                        d -> d.measure(8, Draft.people(BANK, List.of(), 5))),
                Wrong.of(
                        "a stranger attests",
                        "measures[8].attesters[0]",
                        Kind.REFERENCE,
                        d -> d.measure(8, Draft.people(NORTH, List.of(BANK), 5))),
                Wrong.of(
                        "the reporter attests",
                        "measures[8].attesters[0]",
                        Kind.CONTRADICTION,
                        d -> d.measure(8, Draft.people(NORTH, List.of(NORTH), 5))),
                Wrong.of(
                        "one attests twice",
                        "measures[8].attesters[1]",
                        Kind.NAME,
                        d -> d.measure(8, Draft.people(NORTH, List.of(SOUTH, SOUTH), 5))),
                Wrong.of(
                        "a window of years",
                        "measures[8].windowDays",
                        Kind.BOUNDS,
                        d -> d.measure(8, Draft.people(NORTH, List.of(), 367))),
                Wrong.of(
                        "a negative count",
                        "measures[8].least",
                        Kind.BOUNDS,
                        d -> d.measure(8, Draft.bounds(-1, 2_000_000))),
                Wrong.of(
                        "a negative percentage",
                        "measures[5].least",
                        Kind.BOUNDS,
                        d -> d.measure(5, Draft.bounds(-1, 1_000_000))),
                Wrong.of(
                        "an exchange rate of zero",
                        "measures[1].least",
                        Kind.BOUNDS,
                        d -> d.measure(1, Draft.bounds(0, 800_000_000))),
                Wrong.of(
                        "most below least",
                        "measures[8].most",
                        Kind.CONTRADICTION,
                        d -> d.measure(8, Draft.bounds(5, 4))),
                Wrong.of(
                        "more than the ledger holds",
                        "measures[8].most",
                        Kind.BOUNDS,
                        d -> d.measure(8, Draft.bounds(0, 1_000_000_000_000_000_001L))),
                Wrong.of(
                        "more than the ledger holds once converted",
                        "measures[0].most",
                        Kind.OVERFLOW,
                        d -> d.measure(0, Draft.bounds(0, 1_000_000_000_000_000_000L))),
                Wrong.of(
                        "a pool above what the ledger holds",
                        "pool",
                        Kind.OVERFLOW,
                        d -> d.measure(3, Draft.bounds(0, 1_000_000_000_000_000_000L))),
                Wrong.of(
                        "many parts above what the ledger holds",
                        "pool",
                        Kind.OVERFLOW,
                        d -> d.measure(3, Draft.bounds(0, 1_000_000_000_000_000L))
                                .measure(3, Draft.parts(Aggregation.SUM))),
                Wrong.of("nothing is shared", "pool", Kind.SIZE, d -> d.pool.clear()),
                Wrong.of("shared twice", "pool[2]", Kind.NAME, d -> d.pool.add("management_fee")),
                Wrong.of("no measure", "pool[2]", Kind.REFERENCE, d -> d.pool.add("fees")),
                Wrong.of("users are shared", "pool[2]", Kind.DIMENSION, d -> d.pool.add("users")),
                Wrong.of("losses are shared", "pool[2]", Kind.BOUNDS, d -> d.pool.add("excess_return")),
                Wrong.of(
                        "an average is shared",
                        "pool[1]",
                        Kind.DIMENSION,
                        d -> d.measure(3, Draft.parts(Aggregation.AVERAGE))));
    }

    @Test
    void the_consortium_has_what_terms_name() {
        Draft draft = new Draft();
        draft.parties = new ArrayList<>(List.of(
                new Party(NORTH, "NOSTRO", View.ALL), new Party("Watch", "HOUSE", View.ALL), draft.parties.get(1)));
        draft.escrow = Optional.of(new Escrow(Consortium.WATCH, "HOUSE"));
        draft.measures.set(0, Draft.money("dollar_fees", "JPY", 0, 1_000));
        draft.measures.set(1, Draft.rate("dollar_rate", new Unit.ExchangeRate("JPY"), 1, 10_000_000));

        assertThat(TermsRules.checkAll(draft.terms())).isEmpty();
        assertThat(TermsRules.checkAll(draft.terms(), frame()))
                .extracting(Fault::field)
                .containsExactly(
                        "parties[0].account",
                        "parties[1].member",
                        "escrow.member",
                        "escrow.account",
                        "measures[0].unit",
                        "measures[1].unit");
        assertThat(TermsRules.check(draft.terms(), frame()).map(Fault::kind)).contains(Kind.REFERENCE);
    }

    @Test
    void an_escrow_is_one_by_the_rules_and_no_account_of_a_party() {
        Draft draft = new Draft();

        assertThat(TermsRules.checkAll(draft.terms(), Consortium.constitution()))
                .extracting(Fault::field, Fault::kind)
                .containsExactly(tuple("escrow.account", Kind.ESCROW));
        draft.escrow = Optional.empty();
        draft.reserve = Optional.empty();
        draft.parties.add(new Party(BANK, "HOUSE", View.OWN));
        assertThat(TermsRules.checkAll(draft.terms(), frame()))
                .extracting(Fault::field, Fault::kind)
                .containsExactly(tuple("parties[2].account", Kind.ESCROW));
    }

    private static Constitution frame() {
        Constitution plain = Consortium.constitution();
        return new Constitution(
                1,
                plain.lanes(),
                plain.assets(),
                plain.members(),
                new Rulebook(List.of(new EscrowRule(BANK, "HOUSE"))));
    }
}
