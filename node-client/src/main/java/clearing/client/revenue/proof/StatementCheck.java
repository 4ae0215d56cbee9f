package clearing.client.revenue.proof;

import clearing.kernel.MalformedInput;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.revenue.agreement.Agreement;
import clearing.kernel.revenue.agreement.SignedTerms;
import clearing.kernel.revenue.calculation.PeriodCalculation;
import clearing.kernel.revenue.calculation.Scales;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.state.Keys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Calculates all statements of an agreement again, from its first period on: terms and their signatures, measures and their parts, each clause,
 * each party's entitlement, the rounding with its carries, and what was paid.
 */
public final class StatementCheck {
    private final Evidence evidence;
    private final String id;
    private final Scales scales;
    private final List<String> checked;
    private final SortedMap<String, Long> carries = new TreeMap<>();
    private final SortedMap<String, Long> marks = new TreeMap<>();
    /** What each party has been allotted by period, with true-ups. */
    private final SortedMap<Period, SortedMap<String, BigInteger>> allotted = new TreeMap<>();
    /** High-water marks before each period. */
    private final SortedMap<Period, SortedMap<String, Long>> marksBefore = new TreeMap<>();

    private StatementCheck(Evidence evidence, List<String> checked) {
        this.evidence = evidence;
        this.checked = checked;
        this.id = evidence.agreement();
        Constitution constitution = evidence.constitution();
        this.scales = asset -> constitution
                .assetOf(asset)
                .orElseThrow(() -> new Refuted("constitution", "it has no asset " + asset))
                .scale();
    }

    /** What holds, up to the first contradiction. */
    public static Findings check(Evidence evidence) {
        List<String> checked = new ArrayList<>();
        try {
            new StatementCheck(evidence, checked).all();
            return new Findings(checked, Optional.empty());
        } catch (Refuted e) {
            return failed(checked, e.place(), e.sentence());
        } catch (MalformedInput e) {
            return failed(checked, e.field(), e.sentence());
        } catch (NoSuchElementException | ArithmeticException | IllegalArgumentException e) {
            return failed(checked, "evidence", "it contradicts itself or lacks something (" + e + ")");
        }
    }

    private static Findings failed(List<String> checked, String place, String sentence) {
        return new Findings(checked, Optional.of(new Findings.Failure(place, sentence)));
    }

    private void all() {
        Agreement agreement = evidence.get(Keys.agreement(id))
                .map(Agreement::decode)
                .orElseThrow(() -> new Refuted("agreement", "no version of " + id + " is in the file"));
        SortedMap<Integer, Terms> terms = new TreeMap<>();
        for (Agreement.Version version : agreement.versions()) {
            terms.put(version.number(), terms(version));
        }
        Period next =
                new Period(agreement.cycle(), agreement.versions().getFirst().from());
        for (byte[] bytes :
                evidence.under(Keys.REVENUE_PREFIX + "S/" + id + "/").values()) {
            Statement statement = Statement.decode(bytes);
            require(statement.period().equals(next), next + "", "the statement of this period is missing");
            statement(statement, agreement, terms);
            next = next.next();
        }
    }

    private static Terms named(SortedMap<Integer, Terms> terms, Agreement.Version version) {
        return Optional.ofNullable(terms.get(version.number())).orElseThrow();
    }

    private Terms terms(Agreement.Version version) {
        String place = "version " + version.number();
        SignedTerms signed = evidence.get(Keys.terms(id, version.number()))
                .map(SignedTerms::decode)
                .orElseThrow(() -> new Refuted(place, "its terms are not in the file"));
        require(signed.hash().equals(version.hash()), place, "its terms have another hash than what came into force");
        Terms terms = signed.terms();
        boolean all = signed.members().containsAll(terms.signatories());
        require(all, place, "not all parties have signed it");
        checked.add("Version " + version.number() + " is signed by " + String.join(", ", signed.members()) + ".");
        return terms;
    }

    private void statement(Statement statement, Agreement agreement, SortedMap<Integer, Terms> terms) {
        Period period = statement.period();
        String place = period.toString();
        List<PeriodCalculation.Part> parts = new ArrayList<>();
        List<Statement.InForce> inForce = new ArrayList<>();
        for (Agreement.Days days : agreement.within(period)) {
            Agreement.Version version = days.version();
            parts.add(new PeriodCalculation.Part(named(terms, version), days.days()));
            inForce.add(new Statement.InForce(version.number(), days.days(), version.hash()));
        }
        require(inForce.equals(statement.versions()), place, "it names other versions than were in force");
        MeasureCheck.check(evidence, statement, parts, place);
        trueUps(statement, agreement, terms);
        SortedMap<String, Long> before = PeriodCalculation.starting(parts, marks);
        PeriodCalculation again = calculate(parts, period, statement.inputs(), before);
        require(again.pool() == statement.pool(), place + " pool", "it is " + again.pool());
        require(again.clauses().equals(statement.clauses()), place + " clauses", "they come to something else");
        statement
                .marks()
                .forEach(mark -> require(
                        mark.before() == before.getOrDefault(mark.clause(), mark.before())
                                && mark.after() == again.marks().getOrDefault(mark.clause(), mark.after()),
                        place + " mark " + mark.clause(),
                        "it moves otherwise"));
        LineCheck.check(statement, again, parts, carries, evidence, place);
        marksBefore.put(period, before);
        marks.clear();
        marks.putAll(again.marks());
        allotted.put(period, new TreeMap<>(again.entitled()));
        checked.add(period + ": " + statement.inputs().size() + " measures, "
                + statement.clauses().size() + " clauses and "
                + statement.lines().size() + " parties calculated again; the parts sum to the whole.");
    }

    private PeriodCalculation calculate(
            List<PeriodCalculation.Part> parts,
            Period period,
            List<Statement.Input> inputs,
            SortedMap<String, Long> before) {
        SortedMap<String, Fraction> values = new TreeMap<>();
        inputs.forEach(input -> values.put(input.measure(), input.value()));
        return PeriodCalculation.of(parts, period, values, before, scales);
    }

    /** What corrections change: the same periods, calculated with the corrected values that the statement names. */
    private void trueUps(Statement statement, Agreement agreement, SortedMap<Integer, Terms> terms) {
        Optional<SortedMap<String, Long>> moved = Optional.empty();
        Period last = statement.period();
        for (Statement.TrueUp trueUp : statement.trueUps()) {
            String place = statement.period() + " true-up of " + trueUp.period();
            SortedMap<String, BigInteger> before = Optional.ofNullable(allotted.get(trueUp.period()))
                    .orElseThrow(() -> new Refuted(place, "the period was never calculated"));
            List<PeriodCalculation.Part> parts = agreement.within(trueUp.period()).stream()
                    .map(days -> new PeriodCalculation.Part(named(terms, days.version()), days.days()))
                    .toList();
            SortedMap<String, Long> from =
                    moved.orElseGet(() -> marksBefore.getOrDefault(trueUp.period(), new TreeMap<>()));
            PeriodCalculation again = calculate(parts, trueUp.period(), trueUp.inputs(), from);
            for (int i = 0; i < statement.lines().size(); i++) {
                String member = statement.lines().get(i).member();
                BigInteger change = again.entitled()
                        .getOrDefault(member, BigInteger.ZERO)
                        .subtract(before.getOrDefault(member, BigInteger.ZERO));
                require(change.equals(trueUp.changes().get(i)), place + " " + member, "it is another change");
            }
            allotted.put(trueUp.period(), new TreeMap<>(again.entitled()));
            marksBefore.put(trueUp.period(), from);
            if (!marks.isEmpty()) {
                moved = Optional.of(again.marks());
            }
            last = trueUp.period();
            checked.add(statement.period() + ": true-up of " + last + " calculated again.");
        }
        moved.ifPresent(after -> {
            marks.clear();
            marks.putAll(after);
        });
    }

    static void require(boolean holds, String place, String sentence) {
        if (!holds) {
            throw new Refuted(place, sentence);
        }
    }
}
