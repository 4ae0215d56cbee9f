package clearing.reconcile.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import clearing.reconcile.AccountKey;
import clearing.reconcile.Booking;
import clearing.reconcile.BreakKind;
import clearing.reconcile.OpenItems;
import clearing.reconcile.Posting;
import clearing.reconcile.Proposal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each rule by example, and against a second, plain search over all pairs and all subsets. */
class RulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final AccountKey HKD = new AccountKey("HOUSE", "HKD");
    private static final AccountKey USD = new AccountKey("HOUSE", "USD");
    private static final Head AUTO = new Head("r", "*", "*", true);

    private static Posting posting(int id, AccountKey key, long amount, String party, int day) {
        return new Posting("" + id, key, amount, "T" + id, party, MONDAY.plusDays(day));
    }

    private static Booking booking(int id, AccountKey key, long amount, String party, int day) {
        return booking(id, key, amount, party, day, false, "");
    }

    private static Booking booking(
            int id, AccountKey key, long amount, String party, int day, boolean reversal, String text) {
        LocalDate at = MONDAY.plusDays(day);
        return new Booking("" + id, key, amount, List.of(), party, at, at, reversal, text);
    }

    private static OpenItems open(List<Posting> postings, List<Booking> bookings) {
        return new OpenItems(postings, bookings, List.of());
    }

    private static Tolerance tolerance(long minor, int basisPoints, int days) {
        return new Tolerance(minor, basisPoints, days, Tolerance.Fee.NONE);
    }

    @Test
    void fields_match_the_only_candidate_and_suggest_where_there_are_two() {
        Rule rule = new FieldsRule(AUTO, tolerance(5, 0, 1), true, false);
        Aliases aliases = new Aliases(Map.of("LOTUS SEC. LTD", "Lotus"));
        List<Posting> postings = List.of(posting(1, HKD, 1_000, "Lotus", 0), posting(2, HKD, 5_000, "Lotus", 0));
        List<Booking> bookings = List.of(
                booking(11, HKD, 1_003, "Lotus Sec Ltd.", 1),
                booking(12, HKD, 5_000, "Lotus", 0),
                booking(13, HKD, 5_001, "Lotus", 0),
                booking(14, HKD, 1_000, "Quill", 0));

        List<Proposal> proposals = rule.propose(open(postings, bookings), aliases);

        assertThat(proposals.stream().map(p -> p.key() + " " + p.automatic()))
                .containsExactlyInAnyOrder("P:1 B:11 true", "P:2 B:12 false", "P:2 B:13 false");
        Proposal sure =
                proposals.stream().filter(Proposal::automatic).findFirst().orElseThrow();
        assertThat(sure.evidence().reason())
                .isEqualTo("amount differs by 3 minor units, value date 1 business day apart,"
                        + " booked without a reference, counterparty by another name");
        assertThat(sure.evidence().score()).isBetween(800, 900);
        Rule timid = new FieldsRule(new Head("r", "*", "*", false), tolerance(5, 0, 1), true, false);
        assertThat(timid.propose(open(postings, bookings), aliases)).noneMatch(Proposal::automatic);
        Rule elsewhere = new FieldsRule(new Head("r", "CLIENT*", "*", true), tolerance(5, 0, 1), true, false);
        assertThat(elsewhere.propose(open(postings, bookings), aliases)).isEmpty();
    }

    @Test
    void a_reference_rule_takes_what_is_within_tolerance_and_names_a_fee_only_in_its_bounds() {
        Tolerance fee = new Tolerance(0, 0, 1, new Tolerance.Fee(10, 50, 100));
        Rule rule = new ReferenceRule(AUTO, fee, true);
        assertThat(taken(rule, 10_000, 9_960)).isTrue();
        assertThat(taken(rule, -10_000, -10_040)).isTrue();
        assertThat(taken(rule, 10_000, 9_995)).as("below the least fee").isFalse();
        assertThat(taken(rule, 10_000, 9_949)).as("above the greatest").isFalse();
        assertThat(taken(rule, 1_000, 960)).as("above its part").isFalse();
        assertThat(taken(rule, 10_000, 10_040)).as("the wrong way").isFalse();
        assertThat(taken(new ReferenceRule(AUTO, tolerance(0, 10, 1), false), 10_000, 10_010))
                .isTrue();
        assertThat(taken(new ReferenceRule(AUTO, tolerance(0, 10, 1), false), 10_000, 10_011))
                .isFalse();
    }

    private static boolean taken(Rule rule, long chain, long books) {
        OpenItems.Differing differing = new OpenItems.Differing(
                BreakKind.AMOUNT_DIFFERS,
                List.of(posting(1, HKD, chain, "Lotus", 0)),
                List.of(booking(2, HKD, books, "Lotus", 1)));
        return !rule.propose(new OpenItems(List.of(), List.of(), List.of(differing)), Aliases.NONE)
                .isEmpty();
    }

    @Test
    void a_reference_in_the_text_is_found_by_its_pattern() {
        Rule rule = new TextRule(AUTO, new TextPattern("T#+"), tolerance(0, 0, 0));
        List<Booking> bookings = List.of(
                booking(11, HKD, 100, "", 0, false, "yr ref t1 thx"),
                booking(12, HKD, 200, "", 0, false, "T20 and XT2"),
                booking(13, HKD, 300, "", 0, false, "(T3)"));
        List<Posting> postings = List.of(
                posting(1, HKD, 100, "Lotus", 0), posting(2, HKD, 200, "Lotus", 0), posting(3, HKD, 301, "Lotus", 0));
        assertThat(rule.propose(open(postings, bookings), Aliases.NONE))
                .extracting(Proposal::key)
                .containsExactly("P:1 B:11");
    }

    @Test
    void patterns_find_what_a_regular_expression_finds() {
        Random random = new Random(7);
        List<String> patterns = List.of("T#+", "TRD-##", "@@#+", "&+", "#+-#+", "REF:@+", "#");
        for (int i = 0; i < 20_000; i++) {
            String pattern = patterns.get(random.nextInt(patterns.size()));
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append("TRDrefX0129-: ".charAt(random.nextInt(14)));
            }
            String regex = Pattern.compile("[-:]")
                    .matcher(pattern)
                    .replaceAll("\\\\$0")
                    .replace("#", "[0-9]")
                    .replace("@", "[A-Za-z]")
                    .replace("&", "[A-Za-z0-9]");
            List<String> expected = new ArrayList<>();
            Matcher matcher = Pattern.compile("(?<![A-Za-z0-9])" + regex + "(?![A-Za-z0-9])", Pattern.CASE_INSENSITIVE)
                    .matcher(text);
            while (matcher.find()) {
                expected.add(matcher.group());
            }
            assertThat(new TextPattern(pattern).find(text.toString()))
                    .as("%s in %s", pattern, text)
                    .isEqualTo(expected);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new TextPattern("A+"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TextPattern(""));
    }

    @Test
    void groups_agree_as_a_whole_or_not_at_all() {
        Rule rule = new GroupRule(AUTO, Tolerance.NONE, true, true, 6);
        List<Posting> postings = List.of(
                posting(1, HKD, 100, "Lotus", 0), posting(2, HKD, 200, "Lotus", 0), posting(3, HKD, 7, "Lotus", 1));
        List<Booking> bookings = List.of(
                booking(11, HKD, 50, "LOTUS", 0), booking(12, HKD, 250, "Lotus", 0), booking(13, HKD, 9, "Quill", 0));
        assertThat(rule.propose(open(postings, bookings), Aliases.NONE))
                .extracting(Proposal::key)
                .containsExactly("P:1 P:2 B:11 B:12");
        Rule small = new GroupRule(AUTO, Tolerance.NONE, true, true, 3);
        assertThat(small.propose(open(postings, bookings), Aliases.NONE)).isEmpty();
    }

    @Test
    void sums_are_found_exactly_and_an_ambiguous_one_is_only_suggested() {
        Rule rule = new SubsetRule(AUTO, 4, 20, 1, true);
        List<Posting> postings = List.of(posting(1, HKD, 1_000, "Lotus", 0));
        List<Booking> one = List.of(
                booking(11, HKD, 400, "Lotus", 0), booking(12, HKD, 600, "Lotus", 0), booking(13, HKD, 77, "Lotus", 0));
        assertThat(rule.propose(open(postings, one), Aliases.NONE).stream().map(p -> p.key() + " " + p.automatic()))
                .containsExactly("P:1 B:11 B:12 true");
        List<Booking> two = new ArrayList<>(one);
        two.add(booking(14, HKD, 600, "Lotus", 1));
        assertThat(rule.propose(open(postings, two), Aliases.NONE).stream().map(p -> p.key() + " " + p.automatic()))
                .containsExactlyInAnyOrder("P:1 B:11 B:12 false", "P:1 B:11 B:14 false");
    }

    @Test
    void another_currency_is_matched_within_the_band_of_its_rate() {
        RateRule.Rate rate = new RateRule.Rate("USD", "HKD", BigInteger.valueOf(78), BigInteger.TEN);
        Rule rule = new RateRule(AUTO, List.of(rate), 20, 0);
        List<Posting> postings = List.of(posting(1, USD, 10_000, "Lotus", 0), posting(2, USD, 20_000, "Lotus", 0));
        List<Booking> bookings = List.of(booking(11, HKD, 78_150, "Lotus", 0), booking(12, HKD, 156_500, "Lotus", 0));
        assertThat(rule.propose(open(postings, bookings), Aliases.NONE))
                .extracting(Proposal::key)
                .containsExactly("P:1 B:11");
    }

    @Test
    void an_entry_and_its_reversal_cancel_each_other() {
        Rule rule = new ReversalRule(AUTO, 1);
        List<Booking> bookings = List.of(
                booking(11, HKD, 400, "Lotus", 0),
                booking(12, HKD, -400, "Lotus", 1, true, ""),
                booking(13, HKD, 70, "Lotus", 0),
                booking(14, HKD, -70, "Lotus", 0));
        assertThat(rule.propose(open(List.of(), bookings), Aliases.NONE))
                .extracting(Proposal::key)
                .containsExactly("B:11 B:12");
    }

    @Test
    void business_days_are_counted_as_one_by_one() {
        for (int from = 0; from < 14; from++) {
            for (int to = from; to < from + 20; to++) {
                int counted = 0;
                for (int day = from + 1; day <= to; day++) {
                    DayOfWeek of = MONDAY.plusDays(day).getDayOfWeek();
                    counted += of == DayOfWeek.SATURDAY || of == DayOfWeek.SUNDAY ? 0 : 1;
                }
                assertThat(Tolerance.days(MONDAY.plusDays(from), MONDAY.plusDays(to)))
                        .isEqualTo(counted);
                assertThat(Tolerance.days(MONDAY.plusDays(to), MONDAY.plusDays(from)))
                        .isEqualTo(counted);
            }
        }
    }

    @Test
    void fields_and_sums_are_what_a_search_over_everything_finds_whatever_the_order() {
        int automatic = 0;
        int suggested = 0;
        for (int seed = 0; seed < 1_500; seed++) {
            Random random = new Random(seed);
            List<Posting> postings = new ArrayList<>();
            List<Booking> bookings = new ArrayList<>();
            for (int i = 1; i <= 1 + random.nextInt(6); i++) {
                postings.add(posting(i, HKD, 1 + random.nextInt(30), random.nextInt(4) == 0 ? "Quill" : "Lotus", 0));
            }
            for (int i = 21; i <= 21 + random.nextInt(8); i++) {
                bookings.add(booking(i, HKD, 1 + random.nextInt(20), "Lotus", random.nextInt(4)));
            }
            Rule fields = new FieldsRule(AUTO, tolerance(1, 1_000, 1), true, false);
            Rule sums = new SubsetRule(AUTO, 3, 12, 1, true);
            TreeSet<String> byFields = told(fields.propose(open(postings, bookings), Aliases.NONE), true);
            TreeSet<String> bySums = told(sums.propose(open(postings, bookings), Aliases.NONE), true);
            assertThat(byFields).as("seed %d", seed).isEqualTo(PlainSearch.pairs(postings, bookings, 1, 1_000, 1));
            assertThat(bySums).as("seed %d", seed).isEqualTo(PlainSearch.sums(postings, bookings, 3, 1));
            suggested += told(sums.propose(open(postings, bookings), Aliases.NONE), false)
                    .size();
            automatic += bySums.size() + byFields.size();
            Collections.shuffle(postings, random);
            Collections.shuffle(bookings, random);
            assertThat(told(sums.propose(open(postings, bookings), Aliases.NONE), true))
                    .isEqualTo(bySums);
            assertThat(fields.propose(open(postings, bookings), Aliases.NONE))
                    .isEqualTo(fields.propose(open(List.copyOf(postings), List.copyOf(bookings)), Aliases.NONE));
        }
        assertThat(automatic).isGreaterThan(300);
        assertThat(suggested).isGreaterThan(50);
    }

    private static TreeSet<String> told(List<Proposal> proposals, boolean automatic) {
        TreeSet<String> keys = new TreeSet<>();
        proposals.stream().filter(p -> p.automatic() == automatic).forEach(p -> keys.add(p.key()));
        return keys;
    }
}
