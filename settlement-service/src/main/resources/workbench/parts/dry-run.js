// What a rule set would have done to all stored items: matches made and lost by rule, breaks closed and opened by kind, and account by account.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { breakName, sentence } from "../lib/words.js";
import { instant, kpi } from "./pieces.js";
import { plainTable } from "./split.js";

/** The rehearsal of a version; `run` is absent when there was none. */
export function dryRunResult(run) {
  if (!run) return h("p", { class: "small-note" }, t("noDryRun"));
  const begun = h("p", { class: "small-note" }, rich("dryRunBy", { who: run.startedBy, at: instant(run.at) }));
  if (run.state === "RUNNING")
    return [
      begun,
      h("p", { role: "status" }, t("dryRunUnderWay")),
      h("progress", { "aria-label": t("dryRunUnderWay") }),
    ];
  if (run.state === "FAILED") return [begun, h("p", { class: "text-bad", lang: "en" }, run.problem ?? t("failed"))];
  const { changes } = run;
  return [
    begun,
    h(
      "div",
      { class: "strip dry-run-strip" },
      kpi(t("itemsLookedAt"), count(changes.items), t("ofBothSides")),
      kpi(t("matchesMade"), count(changes.matchesMade.count), byName(changes.matchesMade.byRule, String)),
      kpi(t("matchesLost"), count(changes.matchesLost.count), byName(changes.matchesLost.byRule, String)),
      kpi(t("breaksClosed"), count(total(changes.breaksClosed)), byName(changes.breaksClosed, breakName)),
      kpi(t("breaksOpened"), count(total(changes.breaksOpened)), byName(changes.breaksOpened, breakName)),
      kpi(t("suggestions"), count(changes.suggestions), t("forPeopleToDecide")),
    ),
    accounts(changes.accounts),
    examples(t("matchesMade"), changes.matchesMade.examples),
    examples(t("matchesLost"), changes.matchesLost.examples),
  ];
}

const total = (counts) => Object.values(counts).reduce((sum, each) => sum + each, 0);
const byName = (counts, nameOf) =>
  Object.entries(counts)
    .map(([name, number]) => `${nameOf(name)} ${count(number)}`)
    .join(", ");

function accounts(rows) {
  if (rows.length === 0) return null;
  const pair = (before, after) =>
    h("span", { class: ["num", before !== after && "strong"] }, `${count(before)} \u2192 ${count(after)}`);
  return plainTable(
    [
      t("account"),
      [t("ledgerMatched"), "end"],
      [t("ledgerBroken"), "end"],
      [t("booksMatched"), "end"],
      [t("booksBroken"), "end"],
    ],
    rows.map(({ account, asset, before, after }) => [
      `${sentence(account)}, ${asset}`,
      pair(before.chain.matched, after.chain.matched),
      pair(before.chain.broken, after.chain.broken),
      pair(before.books.matched, after.books.matched),
      pair(before.books.broken, after.books.broken),
    ]),
  );
}

function examples(title, list) {
  if (list.length === 0) return null;
  return h(
    "details",
    { "data-key": title },
    h("summary", null, `${title}: ${t("examples", { n: list.length })}`),
    plainTable(
      [t("rule"), [t("ledger"), "end"], [t("books"), "end"], t("reason")],
      list.map((each) => [
        each.rule,
        h("span", { class: "num" }, count(each.postings.length)),
        h("span", { class: "num" }, count(each.bookEntries.length)),
        h("span", { lang: "en" }, each.reason),
      ]),
    ),
  );
}
