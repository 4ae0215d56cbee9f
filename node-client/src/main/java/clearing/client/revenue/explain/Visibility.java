package clearing.client.revenue.explain;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.revenue.calculation.ClauseResult;
import clearing.kernel.revenue.calculation.Derivation;
import clearing.kernel.revenue.terms.Clause;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an agreement lets a member be shown. It filters what is printed, answered and reported; what stands on the ledger is visible to whoever
 * runs a peer of its channel.
 *
 * @param viewer id of the member that looks
 */
public record Visibility(String viewer, Sight sight) {

    /** Everything, for a party that recalculates its own agreement. */
    public static Visibility all(String viewer) {
        return new Visibility(viewer, Sight.ALL);
    }

    /** The same with who merely reads out of the constitution. */
    public static Visibility of(String viewer, Optional<Constitution> constitution, Collection<Terms> versions) {
        boolean reads = constitution
                .flatMap(c -> c.member(viewer))
                .map(Member::readOnly)
                .orElse(false);
        return of(viewer, reads, versions);
    }

    /**
     * As the last of the versions says that names the viewer.
     *
     * @param reads whether the viewer is a member that merely reads the ledger
     * @param versions in order
     */
    public static Visibility of(String viewer, boolean reads, Collection<Terms> versions) {
        if (reads) {
            return new Visibility(viewer, Sight.ALL);
        }
        Sight sight = Sight.EXISTENCE;
        for (Terms terms : versions) {
            Optional<Party> party = terms.party(viewer);
            if (party.isPresent()) {
                sight = switch (party.get().view()) {
                    case ALL -> Sight.ALL;
                    case SHARES -> Sight.SHARES;
                    case OWN -> Sight.OWN;
                };
            } else if (sight == Sight.EXISTENCE
                    && terms.escrow().filter(e -> e.member().equals(viewer)).isPresent()) {
                sight = Sight.ESCROW;
            }
        }
        return new Visibility(viewer, sight);
    }

    /** Whether clauses and their figures are shown at all. */
    public boolean seesTerms() {
        return sight != Sight.EXISTENCE;
    }

    /** Whether amounts of that party are shown. */
    public boolean seesAmountsOf(String party) {
        return switch (sight) {
            case ALL, SHARES -> true;
            case OWN -> party.equals(viewer);
            case ESCROW, EXISTENCE -> false;
        };
    }

    /** Whether what stands in escrow for that party is shown. */
    public boolean seesEscrowOf(String party) {
        return sight == Sight.ESCROW || seesAmountsOf(party);
    }

    /** Whether the value of a measure is shown. */
    public boolean seesMeasure(Terms terms, String name) {
        return switch (sight) {
            case ALL -> true;
            case SHARES, OWN ->
                Dependence.of(terms, viewer).measures().contains(name)
                        || terms.measure(name).filter(this::isWordOf).isPresent();
            case ESCROW, EXISTENCE -> false;
        };
    }

    private boolean isWordOf(Measure measure) {
        return measure.reporter().equals(viewer) || measure.attesters().contains(viewer);
    }

    /** Whether it is shown what was shared as a whole: all amounts sum to it. */
    public boolean seesPool(Terms terms) {
        return switch (sight) {
            case ALL, SHARES -> true;
            case OWN -> Dependence.of(terms, viewer).pool();
            case ESCROW, EXISTENCE -> false;
        };
    }

    /** The amounts and the derivation of a clause that are shown; empty when there are none. */
    Optional<ClauseResult> of(ClauseResult result, Clause clause) {
        List<ClauseResult.Amount> amounts = result.amounts().stream()
                .filter(amount -> seesAmountsOf(amount.member()))
                .toList();
        if (amounts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClauseResult(result.version(), result.clause(), amounts, how(result, clause)));
    }

    private Derivation how(ClauseResult result, Clause clause) {
        if (sight == Sight.ALL) {
            return result.how();
        }
        if (!Dependence.recipients(clause).contains(viewer)) {
            return bare(result.how());
        }
        boolean byParty = clause instanceof Clause.Weights || clause instanceof Clause.Residual;
        return byParty ? others(result, clause) : result.how();
    }

    /** Of what is shared among several, the parts of others: bare where amounts are shown, else left out. */
    private Derivation others(ClauseResult result, Clause clause) {
        int first = firstPart(clause);
        List<Derivation> parts = new ArrayList<>();
        for (int i = 0; i < result.how().parts().size(); i++) {
            Derivation part = result.how().parts().get(i);
            int at = i - first;
            boolean ofParty = at >= 0 && at < result.amounts().size();
            if (!ofParty || result.amounts().get(at).member().equals(viewer)) {
                parts.add(part);
            } else if (sight == Sight.SHARES) {
                parts.add(bare(part));
            }
        }
        return with(result.how(), parts);
    }

    /**
     * How a party's amount by a clause came about, as far as it is shown. Of what is shared among several, only what concerns the party.
     *
     * @throws IllegalArgumentException when the party's amounts are not shown
     */
    Derivation how(ClauseResult result, Clause clause, String party) {
        if (!seesAmountsOf(party)) {
            throw new IllegalArgumentException("amounts of " + party + " are not shown to " + viewer);
        }
        boolean byParty = clause instanceof Clause.Weights || clause instanceof Clause.Residual;
        Derivation how = result.how();
        if (byParty) {
            int first = firstPart(clause);
            List<Derivation> parts = new ArrayList<>();
            for (int i = 0; i < how.parts().size(); i++) {
                int at = i - first;
                boolean ofParty = at >= 0 && at < result.amounts().size();
                if (!ofParty || result.amounts().get(at).member().equals(party)) {
                    parts.add(how.parts().get(i));
                }
            }
            how = with(how, parts);
        }
        return sight == Sight.ALL || party.equals(viewer) ? how : bare(how);
    }

    /** Where in a derivation the parties' parts begin: weights say first what is shared, a residual last what is left. */
    private static int firstPart(Clause clause) {
        return clause instanceof Clause.Weights ? 1 : 0;
    }

    private static Derivation bare(Derivation how) {
        return with(how, List.of());
    }

    private static Derivation with(Derivation how, List<Derivation> parts) {
        return new Derivation(how.words(), how.unit(), how.value(), parts);
    }
}
