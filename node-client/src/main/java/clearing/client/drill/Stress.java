package clearing.client.drill;

import clearing.kernel.constitution.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Cover-1 and cover-2: the default of each member on a fork of its own, then of the two with the largest losses together.
 *
 * @param each every member that acts and is not in default, the largest loss beyond its own resources first; before them those whose
 *     play was refused, as nobody knows what they would cost
 * @param both the two first of them one after the other on one fork; fewer where there are fewer
 */
public record Stress(List<DrillResult> each, List<DrillResult> both) {
    public Stress {
        each = List.copyOf(each);
        both = List.copyOf(both);
    }

    /** The member whose default costs the others most; empty when nobody can default. */
    public List<DrillResult> largest() {
        return each.subList(0, Math.min(1, each.size()));
    }

    /** Whether what was paid in beforehand bears the default of the one with the largest loss. */
    public boolean cover1() {
        return largest().stream().allMatch(DrillResult::holds);
    }

    /** Whether it bears the defaults of the two with the largest losses. */
    public boolean cover2() {
        return both.stream().allMatch(DrillResult::holds);
    }

    /** The same over a whole state that is at hand. */
    public static Stress of(SortedMap<String, byte[]> state, Instant at, List<Shock> shocks) {
        return of(DrillState.of(state), at, shocks);
    }

    /**
     * Plays them all; a price that is stale ends the play of a member with its refusal.
     *
     * @param at the time that the plays' transactions have
     * @throws IllegalArgumentException when no default rule is in force, or a shock cannot move a price
     */
    public static Stress of(DrillState state, Instant at, List<Shock> shocks) {
        Drill look = new Drill(state, at);
        List<DrillResult> each = new ArrayList<>();
        for (Member member : look.constitution().members()) {
            if (!member.readOnly() && !look.inDefault().containsKey(member.id())) {
                each.add(shocked(state, at, shocks).run(member.id()));
            }
        }
        // Stable: members with the same loss stay in their order.
        each.sort(Comparator.comparing((DrillResult result) -> result.refusal().isPresent())
                .thenComparing(DrillResult::loss)
                .thenComparing(DrillResult::exposure)
                .reversed());
        Drill together = shocked(state, at, shocks);
        List<DrillResult> both = new ArrayList<>();
        for (DrillResult result : each.subList(0, Math.min(2, each.size()))) {
            both.add(together.run(result.member()));
        }
        return new Stress(each, both);
    }

    private static Drill shocked(DrillState state, Instant at, List<Shock> shocks) {
        Drill drill = new Drill(state, at);
        for (Shock shock : shocks) {
            drill.shock(shock).ifPresent(refusal -> {
                throw new IllegalArgumentException(
                        "A price cannot be moved: " + refusal.code() + " " + refusal.field() + ": " + refusal.detail());
            });
        }
        return drill;
    }
}
