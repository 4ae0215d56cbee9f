package clearing.reconcile;

import static clearing.reconcile.Facts.DAY;
import static clearing.reconcile.Facts.HKD;
import static clearing.reconcile.Facts.booking;
import static clearing.reconcile.Facts.posting;
import static org.assertj.core.api.Assertions.assertThat;

import clearing.reconcile.rule.Aliases;
import clearing.reconcile.rule.FieldsRule;
import clearing.reconcile.rule.GroupRule;
import clearing.reconcile.rule.Head;
import clearing.reconcile.rule.ReferenceRule;
import clearing.reconcile.rule.ReversalRule;
import clearing.reconcile.rule.Rule;
import clearing.reconcile.rule.RuleSet;
import clearing.reconcile.rule.SubsetRule;
import clearing.reconcile.rule.TextPattern;
import clearing.reconcile.rule.TextRule;
import clearing.reconcile.rule.Tolerance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rules in the engine: run at the close over what is broken, sticky, suggested or declined, whatever the order of arrival. */
class RuleBookTest {
    private static final Tolerance CENTS = new Tolerance(1, 0, 1, Tolerance.Fee.NONE);
    private static final List<Rule> RULES = List.of(
            new ReferenceRule(head("cents"), CENTS, true),
            new FieldsRule(head("fields"), CENTS, true, false),
            new ReversalRule(head("reversals"), 2),
            new SubsetRule(head("sums"), 3, 12, 1, true),
            new GroupRule(head("groups"), Tolerance.NONE, true, true, 10));

    private static Head head(String name) {
        return new Head(name, "*", "*", true);
    }

    private static RuleBook book(int version, Rule... rules) {
        return new RuleSet(version, List.of(rules), Aliases.NONE).book();
    }

    private static Mirror mirror(RuleBook book) {
        return new Mirror(new Reconciler(Rules.standard(Rules.AmountText.minorUnits()), book));
    }

    @Test
    void a_rule_matches_at_the_close_and_the_match_says_why() {
        Mirror mirror = mirror(book(4, new FieldsRule(head("fields"), CENTS, true, false)));
        mirror.give(posting("1", HKD, 1_000, "T1"));
        mirror.give(booking("7", HKD, 999, "OTHER"));
        assertThat(mirror.classification()).containsExactly("pending B:7", "pending P:1");

        List<Verdict> told = mirror.engine.closeDay(DAY);

        assertThat(told).singleElement().isInstanceOfSatisfying(Verdict.Matched.class, match -> {
            assertThat(match.rule()).isEqualTo("fields");
            assertThat(match.version()).isEqualTo(4);
            assertThat(match.grounds().tolerated()).hasSize(1);
            assertThat(match.grounds().evidence().reason()).startsWith("amount differs by 1 minor units");
        });
        assertThat(mirror.engine.openBreaks()).isEmpty();
    }

    @Test
    void a_reference_in_the_text_of_an_entry_is_matched_at_the_close_whatever_its_own_reference() {
        Mirror mirror = mirror(book(1, new TextRule(head("text"), new TextPattern("T#+"), Tolerance.NONE)));
        Booking plain = booking("7", HKD, 1_000, "WIRE-9");
        mirror.give(posting("1", HKD, 1_000, "T1"));
        mirror.give(new Booking("7", HKD, 1_000, plain.references(), "", DAY, DAY, false, "payment for t1 of today"));
        mirror.give(DAY);

        assertThat(mirror.classification()).containsExactly("matched text [B:7, P:1]");
        mirror.give(new Mirror.Undone("R:P:1"));
        assertThat(mirror.breaks()).hasSize(2);
    }

    @Test
    void a_match_of_a_rule_that_was_undone_is_not_made_again() {
        Mirror mirror = mirror(book(1, new FieldsRule(head("fields"), CENTS, true, false)));
        mirror.give(posting("1", HKD, 1_000, "T1"));
        mirror.give(booking("7", HKD, 1_000, "OTHER"));
        mirror.give(DAY);
        assertThat(mirror.classification()).containsExactly("matched fields [B:7, P:1]");

        mirror.give(new Mirror.Undone("R:P:1"));
        mirror.engine.decline("P:1 B:7");
        mirror.give(DAY.plusDays(1));

        assertThat(mirror.classification())
                .containsExactly("broken MISSING_IN_BOOKS [P:1]", "broken MISSING_ON_CHAIN [B:7]");
        assertThat(mirror.engine.suggestions()).isEmpty();
    }

    @Test
    void what_is_in_doubt_is_suggested_until_declined_or_settled() {
        Mirror mirror = mirror(book(1, new FieldsRule(head("fields"), CENTS, true, false)));
        mirror.give(posting("1", HKD, 1_000, "T1"));
        mirror.give(booking("7", HKD, 1_000, "OTHER"));
        mirror.give(booking("8", HKD, 1_001, "ANOTHER"));
        mirror.give(DAY);
        assertThat(mirror.engine.suggestions()).extracting(Proposal::key).containsExactly("P:1 B:7", "P:1 B:8");

        mirror.engine.decline("P:1 B:7");
        mirror.give(DAY.plusDays(1));

        assertThat(mirror.engine.suggestions()).extracting(Proposal::key).containsExactly("P:1 B:8");
    }

    @Test
    void the_result_of_a_close_does_not_depend_on_arrival_and_survives_a_restart() {
        Map<String, Integer> reached = new LinkedHashMap<>();
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            List<Object> facts = ArrivalOrderTest.mess(random);
            rare(facts, random);
            RuleBook book = book(1, RULES.toArray(Rule[]::new));
            Mirror first = mirror(book);
            facts.forEach(first::give);
            first.give(DAY.plusDays(2));
            first.classification()
                    .forEach(line -> reached.merge(line.replaceAll(" \\[.*| [PB]:.*", ""), 1, Integer::sum));

            Collections.shuffle(facts, random);
            Mirror second = mirror(book);
            facts.forEach(second::give);
            second.give(DAY.plusDays(2));
            assertThat(second.classification()).as("seed %d", seed).isEqualTo(first.classification());
            assertThat(second.engine.suggestions()).as("seed %d", seed).isEqualTo(first.engine.suggestions());

            for (int i = 0; i < 3; i++) {
                Object late =
                        ArrivalOrderTest.mess(new Random(seed + 100_000 + i)).getFirst();
                if (late instanceof Posting p) {
                    late = new Posting(
                            "late" + i, p.key(), p.amountMinor(), p.reference(), p.counterparty(), p.valueDate());
                } else if (late instanceof Booking) {
                    late = booking("late" + i, HKD, 1 + i, "T1000" + i);
                }
                first.give(late);
            }
            first.give(DAY.plusDays(4));
        }
        for (Rule rule : RULES) {
            assertThat(reached.getOrDefault("matched " + rule.head().name(), 0))
                    .as("%s of %s", rule, reached)
                    .isGreaterThan(5);
        }
    }

    /** Two parts, an entry and its reversal, and two against two, all under other references. */
    private static void rare(List<Object> facts, Random random) {
        if (random.nextInt(3) == 0) {
            facts.add(posting("s1", HKD, 170, "SUM-1"));
            facts.add(booking("s2", HKD, 80, "PART-A"));
            facts.add(booking("s3", HKD, 90, "PART-B"));
        }
        if (random.nextInt(3) == 0) {
            facts.add(booking("r1", HKD, 40, "TAKEN"));
            facts.add(Facts.reversal(booking("r2", HKD, -40, "BACK")));
        }
        if (random.nextInt(3) == 0) {
            facts.add(new Posting("g1", HKD, 300, "GROUP-1", "Heron", DAY));
            facts.add(new Posting("g2", HKD, 500, "GROUP-2", "Heron", DAY));
            facts.add(Facts.with(booking("g3", HKD, 350, "ANY-1"), "Heron", DAY, DAY));
            facts.add(Facts.with(booking("g4", HKD, 450, "ANY-2"), "Heron", DAY, DAY));
        }
    }

    @Test
    void an_engine_restored_with_its_agreements_stands_where_it_stood() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            List<Object> facts = new ArrayList<>(ArrivalOrderTest.mess(random));
            facts.removeIf(fact -> !(fact instanceof Item));
            RuleBook book = book(1, RULES.toArray(Rule[]::new));
            Mirror mirror = mirror(book);
            facts.forEach(mirror::give);
            mirror.give(DAY.plusDays(2));
            List<Item> items = new ArrayList<>();
            facts.forEach(fact -> items.add((Item) fact));
            Reconciler restored = Reconciler.restore(
                    Rules.standard(Rules.AmountText.minorUnits()),
                    mirror.engine.closedThrough(),
                    Map.of(),
                    items,
                    List.of(),
                    mirror.agreements(),
                    book);
            assertThat(restored.openBreaks()).as("seed %d", seed).isEqualTo(mirror.engine.openBreaks());
            assertThat(restored.completeness()).as("seed %d", seed).isEqualTo(mirror.engine.completeness());
            assertThat(restored.closeDay(DAY.plusDays(3)))
                    .as("seed %d", seed)
                    .hasSameElementsAs(mirror.engine.closeDay(DAY.plusDays(3)));
        }
    }
}
