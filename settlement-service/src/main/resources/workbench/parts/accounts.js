// The table of balances: ledger above books, so that the digits of both sides stand under each other.
import { h } from "../lib/dom.js";
import { count, format, isZero, percent, sum } from "../lib/amounts.js";
import { judge } from "../lib/proof.js";
import { linkTo } from "../lib/route.js";
import { sentence } from "../lib/words.js";
import { amount, badge, day, emptyNote } from "./pieces.js";

const HEADINGS = [
  ["Asset"],
  ["Side"],
  ["Opening", "end"],
  ["Movements", "end"],
  ["Closing", "end"],
  ["Unmatched", "end", "Entries of this side that are broken or pending"],
  ["Proof", "end", "The part of the difference between books and ledger that no unmatched entry explains"],
  ["Matched", "end"],
  ["Statement"],
];

/**
 * All balances grouped by account; with `onlyOpen` those in balance are left out. `positions` are the ledger's own, which
 * also know what part of a balance is set aside.
 */
export function accountTable(accounts, positions, onlyOpen) {
  const shown = accounts.filter((account) => !onlyOpen || account.state !== "PROVED");
  if (accounts.length === 0)
    return emptyNote("No balances yet", "A balance appears with the first deposit, trade or statement of this member.");
  if (shown.length === 0)
    return emptyNote(
      "Everything is in balance",
      "Every balance on the ledger agrees with the books, and no entry is open.",
    );
  const held = new Map(
    positions
      .filter((position) => position.kind === "HELD" && !isZero(position.held))
      .map((position) => [`${position.account}/${position.asset}`, position.held]),
  );
  const names = [...new Set(shown.map((account) => account.account))];
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": "Table of balances" },
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
      h("th", { scope: "rowgroup", colspan: HEADINGS.length }, `${sentence(name)} account`),
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
              { class: "small-note held", title: "Part of the balance on the ledger that is set aside" },
              `${format(held)} held`,
            )
          : null,
      ),
      h("td", { class: "side" }, "Ledger"),
      figures(chain),
      unmatched(account, sum(items.broken.chain, items.pending.chain)),
      proof(account),
      matched(account),
      statement(account.lastStatement),
    ),
    h(
      "tr",
      { class: "lower", "data-key": `${key}/books` },
      h("td", { class: "side" }, "Books"),
      account.state === "NO_STATEMENT" ? figures({}) : figures(books),
      unmatched(account, sum(items.broken.books, items.pending.books)),
    ),
  ];
}

function figures(side) {
  const moved = side.in === undefined ? undefined : sum(side.in, side.out);
  const title =
    moved === undefined
      ? null
      : `in ${format(side.in, true)}, out ${format(side.out, true)}, ${count(side.entries)} entries`;
  return [
    h("td", { class: "end" }, amount(side.opening)),
    h("td", { class: "end", title }, amount(moved, { signed: true })),
    h("td", { class: "end strong" }, amount(side.closing, { quietZero: false })),
  ];
}

function unmatched({ account, asset, items }, value) {
  const open = items.broken.count + items.pending.count;
  if (open === 0) return h("td", { class: "end" }, h("span", { class: "num zero" }, "\u2013"));
  if (items.broken.count === 0 || isZero(value)) return h("td", { class: "end" }, amount(value, { signed: true }));
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
      ? ` Books less ledger is ${format(account.difference, true)}, explained ${format(account.explained, true)}.`
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
    ? h(
        "a",
        { class: "small-link", href: linkTo("breaks", { account, asset }) },
        `${count(openBreaks)} ${openBreaks === 1 ? "break" : "breaks"}`,
      )
    : h(
        "span",
        { class: "small-note" },
        items.pending.count ? `${count(items.pending.count)} pending` : `${count(total)} entries`,
      );
  return h(
    "td",
    {
      class: "end matched",
      rowspan: "2",
      title: `${count(items.matched.count)} of ${count(total)} entries of both sides`,
    },
    h("span", { class: "num" }, percent(items.matched.count, total)),
    note,
  );
}

function statement(last) {
  if (!last) return h("td", { rowspan: "2", class: "statement" }, h("span", { class: "small-note" }, "none"));
  return h(
    "td",
    { rowspan: "2", class: "statement" },
    h("a", { href: linkTo("statements", { open: String(last.id) }), title: last.reference }, day(last.date)),
    last.consistent && last.continuous
      ? h(
          "span",
          { class: "checks check-pass", title: "It adds up, and it opens with the closing balance of the one before" },
          "both checks hold",
        )
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
      title: "Opening balance and entries give the closing balance",
    },
    holds ? "adds up" : "does not add up",
  );
}

/** Whether a statement opens with the closing balance of the one before. */
export function continuity(holds) {
  return h(
    "span",
    {
      class: ["check", holds ? "check-pass" : "check-fail"],
      title: "It opens with the closing balance of the statement before",
    },
    holds ? "follows on" : "gap before it",
  );
}
