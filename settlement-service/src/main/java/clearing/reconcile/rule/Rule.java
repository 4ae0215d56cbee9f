package clearing.reconcile.rule;

import clearing.reconcile.OpenItems;
import clearing.reconcile.Proposal;
import java.util.List;

/** One rule of a rule set. Which items it may see, {@link Head} says; what it makes of them is a function of them alone. */
public sealed interface Rule
        permits ReferenceRule, FieldsRule, TextRule, GroupRule, SubsetRule, RateRule, ReversalRule {
    /** Name, scope and whether it may match by itself. */
    Head head();

    /** What it would put together; automatic ones share no item. */
    List<Proposal> propose(OpenItems open, Aliases aliases);
}
