package clearing.settlement.source;

/** One account of a source in one asset, which has one journal a day. */
record JournalKey(String internal, String account, String asset) {}
