// One break: what it is in words, both sides beside each other with the differing fields marked, and who works on it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count, format } from "../lib/amounts.js";
import { differing } from "../lib/diff.js";
import { linkTo } from "../lib/route.js";
import { dueIn, severityOf } from "../lib/severity.js";
import { date } from "../lib/times.js";
import { FIELDS, breakMeaning, breakName, memberName, sentence } from "../lib/words.js";
import { attachments, breakWork, evidencePack } from "./break-work.js";
import { amount, badge, day, instant, tradeState } from "./pieces.js";
import { proposalsOf } from "./proposals.js";
import { sharedPart } from "./shared-part.js";
import { errandLine } from "./carried.js";
import { panel, section } from "./split.js";

const FIRST_FIELD = t("amount");
const FIELD_ROWS = 9;

/** The panel beside the list of breaks. */
export function breakDetail(app, opened, close) {
  const found = opened.item?.break;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    found ? breakName(found.kind) : t("break"),
    found ? found.reference || t("noReference") : t("number", { id: opened.id }),
    close,
    (item) => body(app, item, again),
  );
}

function body(app, item, again) {
  const found = item.break;
  const due = dueIn(found);
  return [
    h(
      "p",
      { class: "break-marks" },
      badge(...severityOf(found.severity)),
      due ? h("span", { class: due[1] && due[1] !== "quiet" ? `text-${due[1]}` : "small-note" }, due[0]) : null,
      h("span", { class: "small-note" }, t("ageInBusinessDays", { n: found.businessAge })),
    ),
    h("p", { class: "break-sentence", lang: "en" }, found.sentence),
    h("p", { class: "sub" }, breakMeaning(found.kind)),
    h(
      "div",
      { class: "break-sums" },
      sumBox(t("onTheLedger"), found.chain, found.asset),
      sumBox(t("inTheBooks"), found.books, found.asset),
      sumBox(t("difference"), found.difference, found.asset, "break-difference"),
      sumBox(t("atRisk"), found.amountAtRisk, found.asset, null, found.atRisk),
    ),
    section(t("bothSides"), comparison(item)),
    item.trade ? section(t("trade"), tradeLine(item.trade, app.member)) : null,
    section(t("proposals"), proposalsOf(app, item, again)),
    section(t("work"), breakWork(app, item, again)),
    section(t("attachments"), attachments(app, item, again)),
    evidencePack(app, found),
    item.similar?.length ? section(t("similarBreaks"), similar(item.similar)) : null,
    sharedPart(app, item),
    section(t("history"), history(item.history)),
  ];
}

function sumBox(label, value, asset, extra, converted) {
  return h(
    "div",
    { class: ["sum-box", extra] },
    h("span", { class: "sum-label" }, label),
    amount(value, { signed: extra !== null, quietZero: false }),
    h("span", { class: "unit" }, asset),
    converted ? h("span", { class: "sum-label" }, `${format(converted.value)} ${converted.asset}`) : null,
  );
}

/** Both sides beside each other: each row is a field, each column one entry. A split or merged break has several columns on one side. */
export function comparison({ postings, bookEntries, differences }) {
  const unshown = new Map(differences.map((difference) => [difference.field, difference]));
  const chain = postings.length ? postings : [null];
  const books = bookEntries.length ? bookEntries : [null];
  const row = (fields, label, cell, text) => {
    const differs = fields.some((field) => unshown.delete(field));
    const marked =
      differs && text && postings.length === 1 && bookEntries.length === 1
        ? marks(text, postings[0], bookEntries[0])
        : null;
    return h(
      "tr",
      { class: differs ? "differs" : null },
      h(
        "th",
        { scope: "row" },
        label,
        differs
          ? h(
              "span",
              { class: "differs-mark", title: t("differs") },
              "\u2260",
              h("span", { class: "visually-hidden" }, t("differsWithin")),
            )
          : null,
      ),
      chain.map((entry, at) =>
        entry ? side(entry, at, marked ? () => marked[0] : cell, "chain") : absent(label, "chain"),
      ),
      books.map((entry, at) =>
        entry ? side(entry, at, marked ? () => marked[1] : cell, "books") : absent(label, "books"),
      ),
    );
  };
  const rows = [
    row(
      ["value", "amount", "sign"],
      FIRST_FIELD,
      (entry) => [amount(entry.value, { signed: true }), h("span", { class: "unit" }, ` ${entry.asset}`)],
      (entry) => `${format(entry.value, true)} ${entry.asset}`,
    ),
    row(
      ["asset", "currency"],
      t("asset"),
      (entry) => entry.asset,
      (entry) => entry.asset,
    ),
    row(
      ["valueDate"],
      t("valueDate"),
      (entry) => day(entry.valueDate),
      (entry) => date(entry.valueDate),
    ),
    row(["bookingDate", "date"], t("booked"), (entry) =>
      entry.bookingDate ? day(entry.bookingDate) : instant(entry.at),
    ),
    row(
      ["counterparty"],
      t("counterparty"),
      (entry) => memberName(entry.counterparty),
      (entry) => memberName(entry.counterparty),
    ),
    row(
      ["reference"],
      t("reference"),
      (entry) => h("span", { class: "ref" }, entry.reference || t("none")),
      (entry) => entry.reference ?? "",
    ),
    row(["account"], t("account"), (entry) => sentence(entry.account)),
    row(["text", "reversal"], t("text"), (entry) => [
      entry.reversal ? `${t("reversal")} ` : "",
      entry.text ?? (entry.kind ? sentence(entry.kind) : "\u2013"),
    ]),
    row(["source"], t("foundIn"), source),
  ];
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("bothSides") },
    h(
      "table",
      { class: "compare" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("td"),
          heading(t("ledger"), "chain", postings.length, chain.length),
          heading(t("books"), "books", bookEntries.length, books.length),
        ),
      ),
      h(
        "tbody",
        null,
        rows,
        [...unshown.values()].map((rest) => otherDifference(rest, chain.length, books.length)),
      ),
    ),
  );
}

// Both texts of a field that differs, with the characters that only one of them has marked.
function marks(text, posting, entry) {
  return differing(text(posting), text(entry)).map((runs) =>
    h(
      "span",
      { class: "num" },
      runs.map(([part, common]) => (common ? part : h("mark", null, part))),
    ),
  );
}

function heading(text, name, entries, span) {
  return h(
    "th",
    { scope: "colgroup", colspan: span, class: `side-${name}` },
    text,
    entries > 1 ? h("span", { class: "small-note" }, ` ${t("nEntry", { n: entries })}`) : null,
  );
}

function side(entry, at, cell, name) {
  return h("td", { class: [`side-${name}`, at === 0 && "first"] }, cell(entry));
}

// A side without an entry is one empty column, told once.
function absent(label, name) {
  return label === FIRST_FIELD
    ? h("td", { class: ["absent", `side-${name}`], rowspan: FIELD_ROWS }, t("noEntryOnThisSide"))
    : null;
}

function otherDifference(difference, chainSpan, bookSpan) {
  const text = (value) => (value === undefined ? "\u2013" : /^-?\d+(\.\d+)?$/.test(value) ? format(value) : value);
  return h(
    "tr",
    { class: "differs" },
    h(
      "th",
      { scope: "row" },
      FIELDS[difference.field] ?? sentence(difference.field),
      h("span", { class: "differs-mark" }, "\u2260", h("span", { class: "visually-hidden" }, t("differsWithin"))),
    ),
    h("td", { class: "side-chain first", colspan: chainSpan }, text(difference.chain)),
    h("td", { class: "side-books first", colspan: bookSpan }, text(difference.books)),
  );
}

function source(entry) {
  if (entry.block !== undefined)
    return h(
      "a",
      { class: "num", href: linkTo("ledger", { open: String(entry.block) }) },
      t("blockWithBlock", { block: entry.block }),
    );
  const line = entry.source.line ? t("lineWithLine", { line: entry.source.line }) : "";
  return h("a", { href: linkTo("statements", { open: String(entry.statement) }) }, `${entry.source.fileName}${line}`);
}

function tradeLine(trade, member) {
  const other = trade.author === member.id ? trade.counterparty : trade.author;
  return h(
    "p",
    { class: "trade-line" },
    h("a", { href: linkTo("trades", { open: trade.id }), class: "ref" }, trade.reference),
    " ",
    tradeState(trade.state),
    " ",
    t("with", { member: memberName(other) }),
  );
}

function history(steps) {
  return h(
    "ol",
    { class: "history" },
    steps.map((step) =>
      h(
        "li",
        { class: step.shared ? "history-shared" : null },
        h("span", { class: "history-at" }, instant(step.at)),
        h(
          "span",
          null,
          h("b", null, sentence(step.action)),
          ` ${t("byWithWho", { who: step.by })}`,
          step.shared ? [" ", badge(t("shared"), "accent", t("sharedWithCounterparty"))] : null,
          step.text ? h("span", { class: "history-text" }, step.text) : null,
          step.errand ? errandLine(step.errand) : null,
        ),
      ),
    ),
  );
}

// Breaks that were like this one, with what makes them alike and how they ended.
function similar(items) {
  return h(
    "ul",
    { class: "similar" },
    items.map((item) =>
      h(
        "li",
        { "data-key": String(item.id) },
        h(
          "a",
          { href: linkTo("breaks", { state: "ALL", open: String(item.id) }) },
          `${breakName(item.kind)} ${item.reference}`,
        ),
        h("span", { class: "small-note" }, ` ${sentence(item.state)} \u00b7 ${item.because.map(sentence).join(", ")}`),
      ),
    ),
  );
}
