package clearing.settlement.desk.proposal;

/** What may be proposed. */
public enum ProposalKind {
    /** Chosen items of both sides belong together. */
    FORCE_MATCH,
    /** What a break is made of is taken as it is; the difference is given up. */
    WRITE_OFF,
    /** The own books are wrong; they are given an adjusting entry. */
    ADJUSTMENT,
    /** A match that people or a mandate made was wrong. */
    UNDO_MATCH,
    /** The chain is wrong; both members give a settled trade back. */
    REVERSAL
}
