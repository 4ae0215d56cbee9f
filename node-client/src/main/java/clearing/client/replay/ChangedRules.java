package clearing.client.replay;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.rulebook.Rule;
import clearing.kernel.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts changed rules in the place of those that a chain's constitutions have. A change holds from the first constitution that has what it names. */
final class ChangedRules {
    private final List<RuleChange> changes;
    private final List<RuleChange> unused;

    /** @throws MalformedInput when two changes are of the same rule; found when they first stand */
    ChangedRules(List<RuleChange> changes) {
        this.changes = List.copyOf(changes);
        this.unused = new ArrayList<>(changes);
    }

    /**
     * The constitution with the changes.
     *
     * @throws MalformedInput when an amount does not fit its asset, or the rules contradict each other
     */
    Constitution in(Constitution constitution) {
        SortedMap<String, Rule> rules = new TreeMap<>();
        constitution.rules().rules().forEach(rule -> rules.put(rule.name(), rule));
        List<String> changed = new ArrayList<>();
        for (RuleChange change : changes) {
            Optional<RuleChange.Changed> now = change.in(constitution);
            if (now.isEmpty()) {
                continue;
            }
            String name = now.get().name();
            if (changed.contains(name)) {
                throw new MalformedInput(ResultCode.MALFORMED, name, "the rule is changed twice");
            }
            changed.add(name);
            unused.remove(change);
            now.get().rule().ifPresentOrElse(rule -> rules.put(name, rule), () -> rules.remove(name));
        }
        Constitution other = new Constitution(
                constitution.version(),
                constitution.lanes(),
                constitution.assets(),
                constitution.members(),
                new Rulebook(rules.values()));
        other.rules().check(other).ifPresent(fault -> {
            throw new MalformedInput(ResultCode.INVALID_CONSTITUTION, fault.field(), fault.sentence());
        });
        return other;
    }

    /** Changes that name what no constitution so far has. */
    List<RuleChange> unused() {
        return List.copyOf(unused);
    }

    /** All, as people write them. */
    List<String> words() {
        return changes.stream().map(RuleChange::words).toList();
    }
}
