// What an upload would do: each statement with its balances and how it follows on, and each line with a tick or what is wrong with it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { memberName, sentence } from "../lib/words.js";
import { consistency, continuity } from "./accounts.js";
import "./data-table.js";
import { amount, badge, day, emptyNote } from "./pieces.js";
import { plainTable } from "./split.js";

const NUMBERING = { FIRST: "quiet", UNNUMBERED: "quiet", FOLLOWS: "ok", GAP: "bad", RESTARTS: "warn" };

const COLUMNS = [
  { key: "mark", label: t("taken"), width: 4.6, cell: mark },
  {
    key: "line",
    label: t("line"),
    width: 4,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.line)),
  },
  { key: "value", drop: 3, label: t("valueDate"), width: 6.8, cell: (row) => day(row.entry?.valueDate) },
  {
    key: "amount",
    label: t("amount"),
    width: 8,
    align: "end",
    class: "strong",
    cell: (row) => amount(row.entry?.value, { signed: true }),
  },
  { key: "asset", drop: 5, hidden: t("asset"), width: 7, class: "unit", cell: (row) => row.entry?.asset ?? "" },
  { key: "account", drop: 2, label: t("account"), width: 5, cell: (row) => sentence(row.entry?.account) },
  {
    key: "counterparty",
    drop: 1,
    label: t("counterparty"),
    width: 8.4,
    cell: (row) => memberName(row.entry?.counterparty),
  },
  { key: "reference", drop: 4, label: t("reference"), width: 10, cell: (row) => row.entry?.reference ?? "\u2013" },
  { key: "wrong", label: t("whatIsWrong"), width: 22, cell: wrong },
];

/** The statements of a checked file, and below them its lines. */
export function checkedFile(check, key) {
  const rows = linesOf(check);
  return [
    check.statements.length ? statements(check) : null,
    rows.length
      ? h("data-table", {
          id: `check-${key}`,
          class: "inner check-lines",
          ".model": {
            label: t("linesOf", { fileName: check.fileName }),
            columns: COLUMNS,
            rows,
            hasMore: false,
            question: key,
            rowHeight: 30,
            idOf: (row) => row.id,
            openId: null,
            empty: () => emptyNote(t("noEntries")),
          },
        })
      : null,
    check.moreLines ? h("p", { class: "small-note" }, t("andMoreLines", { n: check.moreLines })) : null,
  ];
}

function statements({ statements: list, fileName }) {
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("statementsIn", { fileName }) },
    plainTable(
      [
        t("statement"),
        t("account"),
        t("day"),
        [t("opening"), "end"],
        [t("movements"), "end"],
        [t("closing"), "end"],
        [t("entries"), "end"],
        t("checks"),
        t("numbering"),
      ],
      list.map((one) => [
        [
          h("b", null, one.reference),
          one.taken ? null : h("span", { class: "cell-note" }, badge(t("notTaken"), "bad")),
        ],
        [
          `${sentence(one.account)}, ${one.asset}`,
          one.kind === "STATEMENT" ? null : h("span", { class: "cell-note" }, sentence(one.kind)),
        ],
        day(one.to),
        [amount(one.opening), one.continuous || one.previousClosing === undefined ? null : previous(one)],
        amount(one.movements, { signed: true }),
        amount(one.closing, { quietZero: false }),
        h("span", { class: "num" }, count(one.entries)),
        h("span", { class: "checks" }, consistency(one.consistent), continuity(one.continuous)),
        numbering(one),
      ]),
    ),
  );
}

const previous = ({ previousClosing }) =>
  h("span", { class: "cell-note" }, t("previousClosed", { amount: "" }), amount(previousClosing, { quietZero: false }));

/** How a statement's number follows on the one before it. */
export function numbering({ numbering: how, number, missing }) {
  const text = how === "GAP" ? t("nMissingBefore", { n: missing }) : sentence(how);
  return [
    number === undefined ? null : h("span", { class: "num" }, `${count(number)} `),
    badge(text, NUMBERING[how] ?? "open"),
  ];
}

// Lines that were understood and errors by their place, in the order of the file; what has no place comes first.
function linesOf({ lines, errors }) {
  const wrongs = new Map();
  for (const error of errors) {
    const line = error.line ?? 0;
    wrongs.set(line, [...(wrongs.get(line) ?? []), error]);
  }
  const rows = lines.map((entry, at) => {
    const own = wrongs.get(entry.line) ?? [];
    wrongs.delete(entry.line);
    return { id: `${entry.line}/${at}`, line: entry.line, entry, taken: entry.taken, errors: own };
  });
  for (const [line, own] of wrongs)
    rows.push({ id: `${line}/error`, line: line || undefined, taken: false, errors: own });
  return rows.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

function mark({ taken }) {
  return h("span", { class: ["check", taken ? "check-pass" : "check-fail"] }, taken ? t("yes") : t("no"));
}

function wrong({ errors }) {
  if (errors.length === 0) return "";
  const text = errors.map((error) => [error.field, error.sentence].filter(Boolean).join(": ")).join(" ");
  return h("span", { class: "text-bad", title: text, lang: "en" }, text);
}
