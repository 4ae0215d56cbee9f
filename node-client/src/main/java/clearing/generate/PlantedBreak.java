package clearing.generate;

/**
 * A difference between chain and books that was put there on purpose.
 *
 * @param holder the account of the posting; where the chain has none, of the entry
 * @param asset of the posting; where the chain has none, of the entry
 * @param reference what the chain calls it; several joined by {@code +} where one entry merges them; where the chain has no
 *     posting, what the books call it
 * @param amount minor units, signed: of the posting or postings; where the chain has none, of the entry
 * @param note what the books say instead, for people
 */
record PlantedBreak(BreakKind kind, Holder holder, Asset asset, String reference, long amount, String note) {

    static PlantedBreak at(Posting posting, BreakKind kind, String note) {
        return new PlantedBreak(kind, posting.holder(), posting.asset(), posting.reference(), posting.amount(), note);
    }
}
