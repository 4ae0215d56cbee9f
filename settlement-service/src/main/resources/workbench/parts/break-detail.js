// One break: what it is in words, both sides beside each other with the differing fields marked, and who works on it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { post, put } from "../lib/api.js";
import { count, format } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { may } from "../lib/roles.js";
import { FIELDS, breakMeaning, breakName, memberName, sentence } from "../lib/words.js";
import { amount, badge, day, facts, instant, problemBox, tradeState } from "./pieces.js";
import { panel, section } from "./split.js";

const FIRST_FIELD = t("amount");
const FIELD_ROWS = 9;
const COLOURS = ["grey", "blue", "green", "amber", "red", "purple"];
let actionProblem = { id: null, problem: null };

/** The panel beside the list of breaks. */
export function breakDetail(app, opened, users, close) {
  const found = opened.item?.break;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    found ? breakName(found.kind) : t("break"),
    found ? found.reference || t("noReference") : t("number", { id: opened.id }),
    close,
    (item) => body(app, item, users, again),
  );
}

function body(app, item, users, again) {
  const found = item.break;
  return [
    h("p", { class: "break-sentence" }, found.sentence),
    h("p", { class: "sub" }, breakMeaning(found.kind)),
    h(
      "div",
      { class: "break-sums" },
      sumBox(t("onTheLedger"), found.chain, found.asset),
      sumBox(t("inTheBooks"), found.books, found.asset),
      sumBox(t("difference"), found.difference, found.asset, "break-difference"),
    ),
    section(t("bothSides"), comparison(item)),
    item.trade ? section(t("trade"), tradeLine(item.trade, app.member)) : null,
    section(
      t("work"),
      facts([
        [
          t("state"),
          badge(
            sentence(found.state),
            found.state === "RESOLVED" ? "ok" : found.state === "ASSIGNED" ? "accent" : "open",
          ),
        ],
        [t("age"), t("nDay", { n: found.ageDays })],
        [t("assignedTo"), assignment(app, found, users, again)],
        [t("labels"), labels(app, found, again)],
      ]),
      actionProblem.id === found.id ? problemBox(actionProblem.problem) : null,
      may(app.session, "comment") ? commentForm(app, found, again) : null,
    ),
    section(t("history"), history(item.history)),
  ];
}

function sumBox(label, value, asset, extra) {
  return h(
    "div",
    { class: ["sum-box", extra] },
    h("span", { class: "sum-label" }, label),
    amount(value, { signed: true, quietZero: false }),
    h("span", { class: "unit" }, asset),
  );
}

// Each row is a field; each column one entry. A split or merged break has several columns on one side.
function comparison({ postings, bookEntries, differences }) {
  const differing = new Map(differences.map((difference) => [difference.field, difference]));
  const chain = postings.length ? postings : [null];
  const books = bookEntries.length ? bookEntries : [null];
  const row = (fields, label, cell) => {
    const differs = fields.some((field) => differing.delete(field));
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
      chain.map((entry, at) => (entry ? side(entry, at, cell, "chain") : absent(label, "chain"))),
      books.map((entry, at) => (entry ? side(entry, at, cell, "books") : absent(label, "books"))),
    );
  };
  const rows = [
    row(["value", "amount", "sign"], FIRST_FIELD, (entry) => [
      amount(entry.value, { signed: true }),
      h("span", { class: "unit" }, ` ${entry.asset}`),
    ]),
    row(["asset", "currency"], t("asset"), (entry) => entry.asset),
    row(["valueDate"], t("valueDate"), (entry) => day(entry.valueDate)),
    row(["bookingDate", "date"], t("booked"), (entry) =>
      entry.bookingDate ? day(entry.bookingDate) : instant(entry.at),
    ),
    row(["counterparty"], t("counterparty"), (entry) => memberName(entry.counterparty)),
    row(["reference"], t("reference"), (entry) => h("span", { class: "ref" }, entry.reference || t("none"))),
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
        [...differing.values()].map((rest) => otherDifference(rest, chain.length, books.length)),
      ),
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

async function act(app, found, again, request) {
  actionProblem = { id: null, problem: null };
  try {
    await request();
  } catch (problem) {
    actionProblem = { id: found.id, problem };
    app.failed(problem);
  }
  again();
}

function assignment(app, found, users, again) {
  if (!may(app.session, "assign") || found.state === "RESOLVED") return found.assignee ?? t("nobodyWithin");
  const assign = (user) =>
    act(app, found, again, () => put(`/breaks/${found.id}/assignment`, user ? { assignee: user } : {}));
  return [
    h(
      "select",
      { "aria-label": t("assignedTo"), value: found.assignee ?? "", onchange: (event) => assign(event.target.value) },
      h("option", { value: "" }, t("nobodyWithin")),
      users.map(({ user }) => h("option", { value: user }, user)),
    ),
    found.assignee === app.session.user
      ? null
      : h("button", { type: "button", class: "small", onclick: () => assign(app.session.user) }, t("takeIt")),
  ];
}

function labels(app, found, again) {
  const change = (next) => act(app, found, again, () => put(`/breaks/${found.id}/labels`, { labels: next }));
  const editable = may(app.session, "label") && found.state !== "RESOLVED";
  return h(
    "span",
    { class: "labels" },
    found.labels.map((label) =>
      h(
        "span",
        { class: `label label-${label.colour}` },
        label.text,
        editable
          ? h(
              "button",
              {
                type: "button",
                "aria-label": t("removeLabel", { text: label.text }),
                onclick: () => change(found.labels.filter((other) => other !== label)),
              },
              "\u00d7",
            )
          : null,
      ),
    ),
    found.labels.length === 0 && !editable ? t("none") : null,
    editable ? labelForm(found, change) : null,
  );
}

function labelForm(found, change) {
  const add = (event) => {
    event.preventDefault();
    const { text, colour } = Object.fromEntries(new FormData(event.currentTarget));
    if (text.trim()) change([...found.labels, { text: text.trim(), colour }]);
    event.currentTarget.reset();
  };
  return h(
    "details",
    { class: "add-label" },
    h("summary", null, t("add")),
    h(
      "form",
      { onsubmit: add },
      h("input", {
        name: "text",
        maxlength: "40",
        required: true,
        "aria-label": t("label"),
        placeholder: t("causePriority"),
      }),
      h(
        "select",
        { name: "colour", "aria-label": t("colour") },
        COLOURS.map((colour) => h("option", { value: colour }, sentence(colour))),
      ),
      h("button", { class: "small" }, t("add")),
    ),
  );
}

function commentForm(app, found, again) {
  const send = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = form.elements.text.value.trim();
    if (text)
      act(app, found, again, () => post(`/breaks/${found.id}/comments`, { text })).then(
        () => actionProblem.id === null && form.reset(),
      );
  };
  return h(
    "form",
    { class: "comment", "data-key": `comment-${found.id}`, onsubmit: send },
    h("textarea", {
      name: "text",
      rows: "2",
      maxlength: "2000",
      required: true,
      "aria-label": t("comment"),
      placeholder: t("addAComment"),
    }),
    h("button", { class: "small" }, t("comment")),
  );
}

function history(steps) {
  return h(
    "ol",
    { class: "history" },
    steps.map((step) =>
      h(
        "li",
        null,
        h("span", { class: "history-at" }, instant(step.at)),
        h(
          "span",
          null,
          h("b", null, sentence(step.action)),
          ` ${t("byWithWho", { who: step.by })}`,
          step.text ? h("span", { class: "history-text" }, step.text) : null,
        ),
      ),
    ),
  );
}
