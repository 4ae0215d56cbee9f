package clearing.settlement.desk.proposal;

/** What may be proposed. */
public enum ProposalKind {
    /** Chosen items of both sides belong together. */
    FORCE_MATCH,
    /** What a break is made of is taken as it is; the difference is given up. */
    WRITE_OFF,
    /** The own books are wrong; they are given an adjusting entry. */
    ADJUSTMENT,
    /** A match was wrong, whoever or whatever made it. */
    UNDO_MATCH,
    /** The chain is wrong; both members give a settled trade back. */
    REVERSAL,
    /** A suggestion is larger than who accepted it may accept alone. */
    ACCEPT_SUGGESTION;

    /** The kind whose limits count: who accepts a suggestion puts items together as they think right. */
    public String limitedAs() {
        return this == ACCEPT_SUGGESTION ? FORCE_MATCH.name() : name();
    }
}
