// One break: what it is in words, both sides beside each other with the differing fields marked, and who works on it.
import { h } from "../lib/dom.js";
import { post, put } from "../lib/api.js";
import { count, format } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { may } from "../lib/roles.js";
import { FIELDS, breakMeaning, breakName, memberName, sentence } from "../lib/words.js";
import { amount, badge, day, facts, instant, problemBox, tradeState } from "./pieces.js";
import { panel, section } from "./split.js";

const FIRST_FIELD = "Amount";
const FIELD_ROWS = 9;
const COLOURS = ["grey", "blue", "green", "amber", "red", "purple"];
let actionProblem = { id: null, problem: null };

/** The panel beside the list of breaks. */
export function breakDetail(app, opened, users, close) {
  const found = opened.item?.break;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    found ? breakName(found.kind) : "Break",
    found ? found.reference || "no reference" : `number ${opened.id}`,
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
      sumBox("On the ledger", found.chain, found.asset),
      sumBox("In the books", found.books, found.asset),
      sumBox("Difference", found.difference, found.asset, "break-difference"),
    ),
    section("Both sides", comparison(item)),
    item.trade ? section("Trade", tradeLine(item.trade, app.member)) : null,
    section(
      "Work",
      facts([
        [
          "State",
          badge(
            sentence(found.state),
            found.state === "RESOLVED" ? "ok" : found.state === "ASSIGNED" ? "accent" : "open",
          ),
        ],
        ["Age", `${count(found.ageDays)} ${found.ageDays === 1 ? "day" : "days"}`],
        ["With", assignment(app, found, users, again)],
        ["Labels", labels(app, found, again)],
      ]),
      actionProblem.id === found.id ? problemBox(actionProblem.problem) : null,
      may(app.session, "comment") ? commentForm(app, found, again) : null,
    ),
    section("History", history(item.history)),
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
              { class: "differs-mark", title: "Differs" },
              "\u2260",
              h("span", { class: "visually-hidden" }, "differs"),
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
    row(["asset", "currency"], "Asset", (entry) => entry.asset),
    row(["valueDate"], "Value date", (entry) => day(entry.valueDate)),
    row(["bookingDate", "date"], "Booked", (entry) => (entry.bookingDate ? day(entry.bookingDate) : instant(entry.at))),
    row(["counterparty"], "Counterparty", (entry) => memberName(entry.counterparty)),
    row(["reference"], "Reference", (entry) => h("span", { class: "ref" }, entry.reference || "none")),
    row(["account"], "Account", (entry) => sentence(entry.account)),
    row(["text", "reversal"], "Text", (entry) => [
      entry.reversal ? "Reversal. " : "",
      entry.text ?? (entry.kind ? sentence(entry.kind) : "\u2013"),
    ]),
    row(["source"], "Found in", source),
  ];
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": "Both sides" },
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
          heading("Ledger", "chain", postings.length, chain.length),
          heading("Books", "books", bookEntries.length, books.length),
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
    entries > 1 ? h("span", { class: "small-note" }, ` ${count(entries)} entries`) : null,
  );
}

function side(entry, at, cell, name) {
  return h("td", { class: [`side-${name}`, at === 0 && "first"] }, cell(entry));
}

// A side without an entry is one empty column, told once.
function absent(label, name) {
  return label === FIRST_FIELD
    ? h("td", { class: ["absent", `side-${name}`], rowspan: FIELD_ROWS }, "No entry on this side")
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
      h("span", { class: "differs-mark" }, "\u2260", h("span", { class: "visually-hidden" }, "differs")),
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
      `block #${count(entry.block)}`,
    );
  const line = entry.source.line ? `, line ${count(entry.source.line)}` : "";
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
    ` with ${memberName(other)}`,
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
  if (!may(app.session, "assign") || found.state === "RESOLVED") return found.assignee ?? "nobody";
  const assign = (user) =>
    act(app, found, again, () => put(`/breaks/${found.id}/assignment`, user ? { assignee: user } : {}));
  return [
    h(
      "select",
      { "aria-label": "With", value: found.assignee ?? "", onchange: (event) => assign(event.target.value) },
      h("option", { value: "" }, "nobody"),
      users.map(({ user }) => h("option", { value: user }, user)),
    ),
    found.assignee === app.session.user
      ? null
      : h("button", { type: "button", class: "small", onclick: () => assign(app.session.user) }, "Take it"),
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
                "aria-label": `Remove label ${label.text}`,
                onclick: () => change(found.labels.filter((other) => other !== label)),
              },
              "\u00d7",
            )
          : null,
      ),
    ),
    found.labels.length === 0 && !editable ? "none" : null,
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
    h("summary", null, "Add"),
    h(
      "form",
      { onsubmit: add },
      h("input", {
        name: "text",
        maxlength: "40",
        required: true,
        "aria-label": "Label",
        placeholder: "Cause, priority",
      }),
      h(
        "select",
        { name: "colour", "aria-label": "Colour" },
        COLOURS.map((colour) => h("option", { value: colour }, sentence(colour))),
      ),
      h("button", { class: "small" }, "Add"),
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
      "aria-label": "Comment",
      placeholder: "Add a comment",
    }),
    h("button", { class: "small" }, "Comment"),
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
          ` by ${step.by}`,
          step.text ? h("span", { class: "history-text" }, step.text) : null,
        ),
      ),
    ),
  );
}
