// What the codes of the service are called for people, in one place.
import { codeName, t } from "./i18n.js";

/** Kinds of break, in the order in which a desk usually works them. */
export const BREAK_KINDS = {
  MISSING_IN_BOOKS: [t("missingInBooks"), t("theLedgerHasSettledItNo")],
  MISSING_ON_CHAIN: [t("missingOnLedger"), t("theBooksCarryAnEntryThat")],
  AMOUNT_DIFFERS: [t("amountDiffers"), t("bothSidesHaveItWithDifferent")],
  CURRENCY_DIFFERS: [t("assetDiffers"), t("bothSidesHaveItInDifferent")],
  ACCOUNT_DIFFERS: [t("accountDiffers"), t("bothSidesHaveItOnDifferent")],
  DATE_DIFFERS: [t("dateDiffers"), t("bothSidesHaveItWithDifferentSentence")],
  DUPLICATE_IN_BOOKS: [t("duplicateInBooks"), t("theBooksCarryItMoreThan")],
  COUNTERPARTY_DIFFERS: [t("counterpartyDiffers"), t("bothSidesHaveItNamingDifferent")],
  SIGN_DIFFERS: [t("signDiffers"), t("theBooksHaveItAsMoney")],
  SPLIT_IN_BOOKS: [t("splitInBooks"), t("severalEntriesInTheBooksAdd")],
  MERGED_IN_BOOKS: [t("mergedInBooks"), t("oneEntryInTheBooksCovers")],
  LATE_IN_BOOKS: [t("lateInBooks"), t("theBooksCarryItOnA")],
  REVERSED_IN_BOOKS: [t("reversedInBooks"), t("theBooksHaveTakenItBack")],
  REFERENCE_DIFFERS: [t("referenceDiffers"), t("allAgreesButTheReference")],
  UNSETTLED_ON_CHAIN: [t("unsettledOnLedger"), t("theBooksCarryItButThe")],
};

export const breakName = (kind) => BREAK_KINDS[kind]?.[0] ?? sentence(kind);
export const breakMeaning = (kind) => BREAK_KINDS[kind]?.[1] ?? "";

/** States of a trade with the tone they are shown in. */
export const TRADE_STATES = {
  ALLEGED: [t("alleged"), "open", t("recordedByOneSideTheCounterparty")],
  AFFIRMED: [t("affirmed"), "accent", t("bothSidesAgreeItWaitsFor")],
  QUEUED: [t("queued"), "warn", t("affirmedAndWaitingForLiquidityOr")],
  SETTLED: [t("settled"), "ok", t("allLegsHaveMovedThisIs")],
  REJECTED: [t("rejected"), "bad", t("theCounterpartyDidNotRecogniseIt")],
  CANCELLED: [t("cancelled"), "open", t("bothSidesAskedForItTo")],
  EXPIRED: [t("expired"), "open", t("itWasNotAffirmedInTime")],
  FAILED: [t("failed"), "bad", t("itCouldNotSettleByIts")],
  ALLOCATED: [t("allocated"), "open", t("oneSideSplitItOverIts")],
  NETTED: [t("netted"), "accent", t("takenIntoASettlementCycleIt")],
  CLOSED_OUT: [t("closedOut"), "bad", t("aPartyIsInDefaultThe")],
};

/** Where an instruction to match stands: its name, its tone, and what that means. */
export const INSTRUCTION_STATES = {
  OPEN: [t("open"), "open", t("noAllegedTradeOfTheOther")],
  MISMATCHED: [t("mismatched"), "warn", t("itDiffersFromTheTradeThat")],
  MATCHED: [t("matched"), "ok", t("itAgreesWithATradeWhich")],
  WITHDRAWN: [t("withdrawn"), "open", t("itsSideTookItBack")],
};

/** What a match compares. */
export const MATCH_FIELDS = {
  kind: t("kind"),
  side: t("deliverer"),
  "delivery.asset": t("deliveredAsset"),
  "delivery.amount": t("deliveredAmount"),
  "payment.asset": t("paidAsset"),
  "payment.amount": t("paidAmount"),
  tradeDate: t("tradeDate"),
  valueDate: t("valueDate"),
  authorAccount: t("accountOfTheSideThatAlleges"),
  counterpartyAccount: t("accountOfTheSideThatInstructs"),
  reference: t("reference"),
};

/** How a posting or entry stands in reconciliation. */
export const MATCHING = {
  MATCHED: [t("matched"), "ok"],
  BROKEN: [t("broken"), "bad"],
  PENDING: [t("pending"), "open"],
  NONE: [t("notDue"), "quiet"],
};

/** How far the service's own verification has come. */
export const LEDGER_STATES = {
  CONNECTING: [t("connecting"), "warn"],
  CATCHING_UP: [t("catchingUp"), "warn"],
  FOLLOWING: [t("verified"), "ok"],
  HALTED: [t("halted"), "bad"],
};

/** Why verification halted. */
export const HALT_REASONS = {
  WRITE_DIFFERS: t("theBlockWritesAnotherValueThan"),
  WRITE_MISSING: t("theBlockLacksAWriteThat"),
  WRITE_UNEXPECTED: t("theBlockHoldsAWriteThat"),
  RESPONSE_DIFFERS: t("aTransactionsAnswerDiffersFromWhat"),
  POSTINGS_DIFFER: t("theMovementsOfATransactionDiffer"),
  FLAG_DIFFERS: t("theBlockMarksATransactionOtherwise"),
  MALFORMED: t("theBlockCannotBeRead"),
  CHAIN_BROKEN: t("theBlockDoesNotFollowFrom"),
};

/** Names of the fields that a comparison of both sides shows. */
export const FIELDS = {
  reference: t("reference"),
  account: t("account"),
  asset: t("asset"),
  value: t("amount"),
  amount: t("amount"),
  valueDate: t("valueDate"),
  bookingDate: t("bookedOn"),
  counterparty: t("counterparty"),
  entries: t("entries"),
  count: t("entries"),
};

/** `HarbourBrokers` -> `Harbour Brokers`; a member's id is written without spaces on the ledger. */
export function memberName(id) {
  return id ? id.replace(/([a-z])([A-Z])/g, "$1 $2") : "\u2013";
}

/** What a code is called; one that the catalogue does not know becomes words: `SOME_CODE` -> `Some code`. */
export function sentence(code) {
  if (!code) return "\u2013";
  const known = codeName(String(code).toUpperCase());
  if (known) return known;
  const text = String(code).toLowerCase().replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
