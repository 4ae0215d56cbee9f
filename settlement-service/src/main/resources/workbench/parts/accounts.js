// The table of balances: ledger above books, so that the digits of both sides stand under each other.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count, format, isZero, percent, sum } from "../lib/amounts.js";
import { judge } from "../lib/proof.js";
import { linkTo } from "../lib/route.js";
import { sentence } from "../lib/words.js";
import { amount, badge, day, emptyNote } from "./pieces.js";

const HEADINGS = [
  [t("asset")],
  [t("sideOfBalance")],
  [t("opening"), "end"],
  [t("movements"), "end"],
  [t("closing"), "end"],
  [t("unmatched"), "end", t("entriesOfThisSideThatAre")],
  [t("proof"), "end", t("thePartOfTheDifferenceBetween")],
  [t("matched"), "end"],
  [t("statement")],
];

/**
 * All balances grouped by account; with `onlyOpen` those in balance are left out. `positions` are the ledger's own, which
 * also know what part of a balance is set aside.
 */
export function accountTable(accounts, positions, onlyOpen) {
  const shown = accounts.filter((account) => !onlyOpen || account.state !== "PROVED");
  if (accounts.length === 0) return emptyNote(t("noBalancesYet"), t("aBalanceAppearsWithTheFirst"));
  if (shown.length === 0) return emptyNote(t("everythingIsInBalance"), t("everyBalanceOnTheLedgerAgrees"));
  const held = new Map(
    positions
      .filter((position) => position.kind === "HELD" && !isZero(position.held))
      .map((position) => [`${position.account}/${position.asset}`, position.held]),
  );
  const names = [...new Set(shown.map((account) => account.account))];
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("tableOfBalances") },
    h(
      "table",
      { class: "accounts" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          HEADINGS.map(([text, align, title]) => h("th", { scope: "col", class: align, title }, text)),
        ),
      ),
      names.map((name) =>
        group(
          name,
          shown.filter((account) => account.account === name),
          held,
        ),
      ),
    ),
  );
}

function group(name, accounts, held) {
  return h(
    "tbody",
    { "data-key": name },
    h(
      "tr",
      { class: "group", "data-key": `${name}/head` },
      h("th", { scope: "rowgroup", colspan: HEADINGS.length }, t("accountWithName", { name: sentence(name) })),
    ),
    accounts.flatMap((account) => rows(account, held.get(`${account.account}/${account.asset}`))),
  );
}

function rows(account, held) {
  const { asset, items, chain, books } = account;
  const key = `${account.account}/${asset}`;
  return [
    h(
      "tr",
      { class: "upper", "data-key": `${key}/chain` },
      h(
        "th",
        { scope: "row", rowspan: "2", class: "asset" },
        h("a", { href: linkTo("trades", { account: account.account, asset }) }, asset),
        held
          ? h(
              "span",
              { class: "small-note held", title: t("partOfTheBalanceOnThe") },
              t("held", { held: format(held) }),
            )
          : null,
      ),
      h("td", { class: "side" }, t("ledger")),
      figures(chain, linkTo("entries", { side: "chain", account: account.account, asset })),
      unmatched(account, sum(items.broken.chain, items.pending.chain), "chain"),
      proof(account),
      matched(account),
      statement(account.lastStatement),
    ),
    h(
      "tr",
      { class: "lower", "data-key": `${key}/books` },
      h("td", { class: "side" }, t("books")),
      account.state === "NO_STATEMENT"
        ? figures({})
        : figures(books, linkTo("entries", { side: "books", account: account.account, asset })),
      unmatched(account, sum(items.broken.books, items.pending.books), "books"),
    ),
  ];
}

function figures(side, entries) {
  const moved = side.in === undefined ? undefined : sum(side.in, side.out);
  const title =
    moved === undefined
      ? null
      : t("inOutEntries", { in: format(side.in, true), out: format(side.out, true), entries: side.entries });
  return [
    h("td", { class: "end" }, amount(side.opening)),
    h("td", { class: "end", title }, to(entries, moved, amount(moved, { signed: true }))),
    h("td", { class: "end strong" }, amount(side.closing, { quietZero: false })),
  ];
}

// A figure that leads to what it is the sum of; a plain one where there is nothing to lead to.
const to = (href, value, shown) =>
  value === undefined || isZero(value) ? shown : h("a", { class: "figure", href }, shown);

function unmatched({ account, asset, items }, value, side) {
  const open = items.broken.count + items.pending.count;
  if (open === 0) return h("td", { class: "end" }, h("span", { class: "num zero" }, "\u2013"));
  if (items.broken.count === 0 || isZero(value)) {
    const pending = linkTo("entries", { side, account, asset, status: "PENDING" });
    return h("td", { class: "end" }, to(pending, value, amount(value, { signed: true })));
  }
  return h(
    "td",
    { class: "end" },
    h("a", { class: "figure", href: linkTo("breaks", { account, asset }) }, amount(value, { signed: true })),
  );
}

function proof(account) {
  const { tone, word, meaning } = judge(account);
  const known = account.state !== "NO_STATEMENT";
  const difference =
    known && !isZero(account.difference)
      ? ` ${t("booksLessLedgerIsExplained", { difference: format(account.difference, true), explained: format(account.explained, true) })}`
      : "";
  return h(
    "td",
    { class: ["end", "proof", `tone-${tone}`], rowspan: "2", title: meaning + difference },
    h("span", { class: "proof-value num" }, known ? format(account.proof, true) : "\u2013"),
    badge(word, tone),
  );
}

function matched({ account, asset, items, openBreaks }) {
  const total = items.matched.count + items.broken.count + items.pending.count;
  const note = openBreaks
    ? h("a", { class: "small-link", href: linkTo("breaks", { account, asset }) }, t("nBreak", { n: openBreaks }))
    : h(
        "span",
        { class: "small-note" },
        items.pending.count ? t("pendingWithCount", { count: items.pending.count }) : t("nEntry", { n: total }),
      );
  return h(
    "td",
    {
      class: "end matched",
      rowspan: "2",
      title: t("ofEntriesOfBothSides", { count: items.matched.count, total }),
    },
    h("span", { class: "num" }, percent(items.matched.count, total)),
    note,
  );
}

function statement(last) {
  if (!last) return h("td", { rowspan: "2", class: "statement" }, h("span", { class: "small-note" }, t("none")));
  return h(
    "td",
    { rowspan: "2", class: "statement" },
    h("a", { href: linkTo("statements", { open: String(last.id) }), title: last.reference }, day(last.date)),
    last.consistent && last.continuous
      ? h("span", { class: "checks check-pass", title: t("itAddsUpAndItOpens") }, t("bothChecksHold"))
      : h(
          "span",
          { class: "checks" },
          last.consistent ? null : consistency(false),
          last.continuous ? null : continuity(false),
        ),
  );
}

/** Whether opening and entries of a statement give its closing. */
export function consistency(holds) {
  return h(
    "span",
    {
      class: ["check", holds ? "check-pass" : "check-fail"],
      title: t("openingBalanceAndEntriesGiveThe"),
    },
    holds ? t("addsUp") : t("doesNotAddUp"),
  );
}

/** Whether a statement opens with the closing balance of the one before. */
export function continuity(holds) {
  return h(
    "span",
    {
      class: ["check", holds ? "check-pass" : "check-fail"],
      title: t("itOpensWithTheClosingBalance"),
    },
    holds ? t("followsOn") : t("gapBeforeIt"),
  );
}
