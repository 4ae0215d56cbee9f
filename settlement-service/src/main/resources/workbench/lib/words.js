// What the codes of the service are called for people, in one place.

/** Kinds of break, in the order in which a desk usually works them. */
export const BREAK_KINDS = {
  MISSING_IN_BOOKS: ["Missing in books", "The ledger has settled it; no entry in the books carries its reference."],
  MISSING_ON_CHAIN: ["Missing on ledger", "The books carry an entry that no settled trade on the ledger explains."],
  AMOUNT_DIFFERS: ["Amount differs", "Both sides have it, with different amounts."],
  CURRENCY_DIFFERS: ["Asset differs", "Both sides have it, in different assets."],
  ACCOUNT_DIFFERS: ["Account differs", "Both sides have it, on different accounts of this member."],
  DATE_DIFFERS: ["Date differs", "Both sides have it, with different value dates."],
  DUPLICATE_IN_BOOKS: ["Duplicate in books", "The books carry it more than once; the ledger has it once."],
  COUNTERPARTY_DIFFERS: ["Counterparty differs", "Both sides have it, naming different counterparties."],
  SIGN_DIFFERS: ["Sign differs", "The books have it as money in where the ledger has money out, or the reverse."],
  SPLIT_IN_BOOKS: ["Split in books", "Several entries in the books add up to one posting on the ledger."],
  MERGED_IN_BOOKS: ["Merged in books", "One entry in the books covers several postings on the ledger."],
  LATE_IN_BOOKS: ["Late in books", "The books carry it on a later day than the ledger settled it."],
  REVERSED_IN_BOOKS: ["Reversed in books", "The books have taken it back; on the ledger it stands."],
  REFERENCE_DIFFERS: ["Reference differs", "All agrees but the reference."],
  UNSETTLED_ON_CHAIN: ["Unsettled on ledger", "The books carry it, but the ledger has not settled the trade."],
};

export const breakName = (kind) => BREAK_KINDS[kind]?.[0] ?? sentence(kind);
export const breakMeaning = (kind) => BREAK_KINDS[kind]?.[1] ?? "";

/** States of a trade with the tone they are shown in. */
export const TRADE_STATES = {
  ALLEGED: ["Alleged", "open", "Recorded by one side; the counterparty has not affirmed it yet."],
  AFFIRMED: ["Affirmed", "accent", "Both sides agree; it waits for settlement."],
  QUEUED: ["Queued", "warn", "Affirmed and waiting for liquidity or its value date."],
  SETTLED: ["Settled", "ok", "All legs have moved. This is final."],
  REJECTED: ["Rejected", "bad", "The counterparty did not recognise it."],
  CANCELLED: ["Cancelled", "open", "Both sides asked for it to be cancelled."],
  EXPIRED: ["Expired", "open", "It was not affirmed in time."],
  FAILED: ["Failed", "bad", "It could not settle by its value date."],
  ALLOCATED: ["Allocated", "open", "One side split it over its accounts; its parts settle in its place."],
  NETTED: ["Netted", "accent", "Taken into a settlement cycle: it settles in the net of its two parties."],
  CLOSED_OUT: ["Closed out", "bad", "A party is in default; the trade was netted into one sum with its counterparty."],
};

/** Where an instruction to match stands: its name, its tone, and what that means. */
export const INSTRUCTION_STATES = {
  OPEN: ["Open", "open", "No alleged trade of the other side was compared with it yet."],
  MISMATCHED: ["Mismatched", "warn", "It differs from the trade that it was compared with."],
  MATCHED: ["Matched", "ok", "It agrees with a trade, which is affirmed."],
  WITHDRAWN: ["Withdrawn", "open", "Its side took it back."],
};

/** What a match compares. */
export const MATCH_FIELDS = {
  kind: "Kind",
  side: "Deliverer",
  "delivery.asset": "Delivered asset",
  "delivery.amount": "Delivered amount",
  "payment.asset": "Paid asset",
  "payment.amount": "Paid amount",
  tradeDate: "Trade date",
  valueDate: "Value date",
  authorAccount: "Account of the side that alleges",
  counterpartyAccount: "Account of the side that instructs",
  reference: "Reference",
};

/** How a posting or entry stands in reconciliation. */
export const MATCHING = {
  MATCHED: ["Matched", "ok"],
  BROKEN: ["Broken", "bad"],
  PENDING: ["Pending", "open"],
  NONE: ["Not due", "quiet"],
};

/** How far the service's own verification has come. */
export const LEDGER_STATES = {
  CONNECTING: ["Connecting", "warn"],
  CATCHING_UP: ["Catching up", "warn"],
  FOLLOWING: ["Verified", "ok"],
  HALTED: ["Halted", "bad"],
};

/** Why verification halted. */
export const HALT_REASONS = {
  WRITE_DIFFERS: "The block writes another value than this member computed.",
  WRITE_MISSING: "The block lacks a write that this member computed.",
  WRITE_UNEXPECTED: "The block holds a write that this member did not compute.",
  RESPONSE_DIFFERS: "A transaction's answer differs from what this member computed.",
  POSTINGS_DIFFER: "The movements of a transaction differ from what this member computed.",
  FLAG_DIFFERS: "The block marks a transaction otherwise than this member judged it.",
  MALFORMED: "The block cannot be read.",
  CHAIN_BROKEN: "The block does not follow from the one before it.",
};

/** Names of the fields that a comparison of both sides shows. */
export const FIELDS = {
  reference: "Reference",
  account: "Account",
  asset: "Asset",
  value: "Amount",
  amount: "Amount",
  valueDate: "Value date",
  bookingDate: "Booked on",
  counterparty: "Counterparty",
  entries: "Entries",
  count: "Entries",
};

/** `HarbourBrokers` -> `Harbour Brokers`; a member's id is written without spaces on the ledger. */
export function memberName(id) {
  return id ? id.replace(/([a-z])([A-Z])/g, "$1 $2") : "\u2013";
}

/** `SOME_CODE` -> `Some code`. */
export function sentence(code) {
  if (!code) return "\u2013";
  const text = String(code).toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
