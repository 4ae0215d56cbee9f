package clearing.client.revenue.explain;

import clearing.kernel.codec.Blob;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.run.Statement;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A statement as far as a member is shown it. Names, versions and hashes are always there, so that it can be seen what the rest stands on;
 * figures that are not shown are absent, never zero.
 *
 * @param pool minor units
 * @param clauses with at least one amount that is shown
 * @param lines one for each party
 */
public record ShownStatement(
        Visibility visibility,
        Statement statement,
        List<Input> inputs,
        OptionalLong pool,
        List<ClauseResult> clauses,
        List<Statement.Mark> marks,
        List<TrueUp> trueUps,
        List<Line> lines,
        List<Statement.Release> released) {
    public ShownStatement {
        inputs = List.copyOf(inputs);
        clauses = List.copyOf(clauses);
        marks = List.copyOf(marks);
        trueUps = List.copyOf(trueUps);
        lines = List.copyOf(lines);
        released = List.copyOf(released);
    }

    /** @param value in the unit of the measure, with the count of single facts */
    public record Input(String measure, int revision, Blob content, Optional<Value> value) {}

    public record Value(Fraction value, long count) {}

    /**
     * @param pool by how much what is shared changed, minor units
     * @param changes of entitlements by member, in 10^-18 minor units; those that are shown
     */
    public record TrueUp(Period period, List<Input> inputs, OptionalLong pool, SortedMap<String, BigInteger> changes) {}

    /**
     * @param line all of it, where the party's amounts are shown
     * @param setAside minor units, where what stands in escrow is shown
     * @param withheld the same
     */
    public record Line(String member, Optional<Statement.Line> line, OptionalLong setAside, OptionalLong withheld) {}

    /**
     * @param versions terms by version: at least those that the statement names
     */
    public static ShownStatement of(Statement s, SortedMap<Integer, Terms> versions, Visibility visibility) {
        Shower shower = new Shower(s, versions, visibility);
        return new ShownStatement(
                visibility,
                s,
                s.inputs().stream().map(shower::input).toList(),
                shower.pool(s.pool()),
                shower.clauses(),
                shower.marks(),
                s.trueUps().stream().map(shower::trueUp).toList(),
                s.lines().stream().map(shower::line).toList(),
                s.released().stream()
                        .filter(r -> visibility.seesEscrowOf(r.member()))
                        .toList());
    }

    /** The terms of the last version in force within the period. */
    static Terms last(Statement s, SortedMap<Integer, Terms> versions) {
        return terms(versions, s.versions().getLast().version());
    }

    static Terms terms(SortedMap<Integer, Terms> versions, int version) {
        return Optional.ofNullable(versions.get(version))
                .orElseThrow(() -> new IllegalArgumentException("the terms of version " + version + " are not given"));
    }

    static Clause clause(Terms terms, String id) {
        return terms.clauses().stream()
                .filter(clause -> clause.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "version " + terms.version() + " of " + terms.agreement() + " has no clause " + id));
    }

    private record Shower(Statement s, SortedMap<Integer, Terms> versions, Visibility visibility) {
        Input input(Statement.Input input) {
            boolean seen = s.versions().stream()
                    .map(inForce -> terms(versions, inForce.version()))
                    .anyMatch(terms -> visibility.seesMeasure(terms, input.measure()));
            return new Input(
                    input.measure(),
                    input.revision(),
                    input.content(),
                    seen ? Optional.of(new Value(input.value(), input.count())) : Optional.empty());
        }

        OptionalLong pool(long pool) {
            boolean seen = s.versions().stream()
                    .map(inForce -> terms(versions, inForce.version()))
                    .anyMatch(visibility::seesPool);
            return seen ? OptionalLong.of(pool) : OptionalLong.empty();
        }

        List<ClauseResult> clauses() {
            List<ClauseResult> shown = new ArrayList<>();
            for (ClauseResult result : s.clauses()) {
                visibility
                        .of(result, clause(terms(versions, result.version()), result.clause()))
                        .ifPresent(shown::add);
            }
            return shown;
        }

        List<Statement.Mark> marks() {
            Terms last = last(s, versions);
            return s.marks().stream()
                    .filter(mark -> last.clauses().stream()
                            .filter(clause -> clause.id().equals(mark.clause()))
                            .anyMatch(clause -> visibility.sight() == Sight.ALL
                                    || visibility.sight() != Sight.ESCROW
                                            && Dependence.recipients(clause).contains(visibility.viewer())))
                    .toList();
        }

        TrueUp trueUp(Statement.TrueUp t) {
            SortedMap<String, BigInteger> changes = new TreeMap<>();
            for (int i = 0; i < t.changes().size(); i++) {
                String member = s.lines().get(i).member();
                if (visibility.seesAmountsOf(member)) {
                    changes.put(member, t.changes().get(i));
                }
            }
            return new TrueUp(t.period(), t.inputs().stream().map(this::input).toList(), pool(t.pool()), changes);
        }

        Line line(Statement.Line line) {
            boolean amounts = visibility.seesAmountsOf(line.member());
            boolean escrow = visibility.seesEscrowOf(line.member());
            return new Line(
                    line.member(),
                    amounts ? Optional.of(line) : Optional.empty(),
                    escrow ? OptionalLong.of(line.setAside()) : OptionalLong.empty(),
                    escrow ? OptionalLong.of(line.withheld()) : OptionalLong.empty());
        }
    }
}
