// What the state of a balance means. The proof amount is the part of the difference between books and ledger that no
// unmatched entry explains; a positive one is as wrong as a negative one.
import { t } from "./i18n.js";

const STATES = {
  PROVED: ["ok", t("inBalance"), t("booksAndLedgerCloseOnThe")],
  PENDING: ["warn", t("pending"), t("everyDifferenceIsExplainedByEntries")],
  BREAKS: ["warn", t("explained"), t("everyDifferenceIsExplainedByOpen")],
  UNPROVED: ["bad", t("unexplained"), t("partOfTheDifferenceIsExplained")],
  NO_STATEMENT: ["quiet", t("noStatement"), t("noStatementOfThisBalanceHas")],
};

/** Tone, word and sentence of a balance's state. */
export function judge(account) {
  const [tone, word, meaning] = STATES[account.state] ?? ["quiet", account.state, ""];
  return { tone, word, meaning };
}

/** One sentence over all balances, with the worst tone that occurs. */
export function headline(accounts) {
  const number = (tone) => accounts.filter((account) => judge(account).tone === tone).length;
  const all = accounts.length;
  const [bad, warn, quiet] = [number("bad"), number("warn"), number("quiet")];
  if (all === 0) return ["quiet", t("nothingHasMovedYet")];
  if (bad) return ["bad", t("nOfBalancesHasADifference", { n: bad, all })];
  if (quiet === all) return ["quiet", t("noStatementHasBeenLoadedYet")];
  const rest = quiet ? t("nHasNoStatementYet", { n: quiet }) : "";
  if (warn) return ["warn", t("everyDifferenceIsExplainedNOf", { n: warn, all, rest })];
  return ["ok", quiet ? t("inBalanceWithRest", { rest }) : t("ledgerAndBooksAreInBalance")];
}
