package clearing.simulation.ledger;

/** What a peer says to a proposal. */
public sealed interface Answer {
    /** It has simulated and signed. */
    record Endorsed(Endorsement endorsement) implements Answer {}

    /** It does not endorse; asking again with the same bytes may help when the fault is the clock's, and never otherwise. */
    record Declined(boolean clock, String sentence) implements Answer {}
}
