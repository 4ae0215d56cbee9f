// Statements: what the books have sent, whether each one adds up and follows on, and the place where a new one goes in.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { may } from "../lib/roles.js";
import { go, linkTo } from "../lib/route.js";
import { memberName, sentence } from "../lib/words.js";
import { consistency, continuity } from "../parts/accounts.js";
import "../parts/data-table.js";
import { numbering } from "../parts/statement-check.js";
import { inputErrors, UploadDesk } from "../parts/upload.js";
import { panel, section, splitView } from "../parts/split.js";
import {
  amount,
  choice,
  day,
  emptyNote,
  facts,
  hash,
  instant,
  matching,
  problemBox,
  skeleton,
} from "../parts/pieces.js";

const FILTERS = ["account", "asset"];
const formatName = (format) => format.replace(/^CAMT/, "camt.");

const COLUMNS = [
  { key: "date", drop: 7, label: t("date"), width: 6.6, cell: (row) => day(row.to) },
  { key: "reference", label: t("statement"), width: 9.6, cell: (row) => h("span", { class: "ref" }, row.reference) },
  { key: "account", drop: 6, label: t("account"), width: 4.8, cell: (row) => sentence(row.account) },
  { key: "asset", label: t("asset"), width: 7.6, cell: (row) => row.asset },
  { key: "opening", drop: 4, label: t("opening"), width: 8.4, align: "end", cell: (row) => amount(row.opening) },
  {
    key: "closing",
    label: t("closing"),
    width: 8.9,
    align: "end",
    class: "strong",
    cell: (row) => amount(row.closing, { quietZero: false }),
  },
  {
    key: "entries",
    drop: 5,
    label: t("entries"),
    width: 4.6,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.entries)),
  },
  {
    key: "checks",
    label: t("checks"),
    width: 12,
    cell: (row) =>
      h("span", { class: "checks checks-inline" }, consistency(row.consistent), continuity(row.continuous)),
  },
  { key: "number", drop: 2, label: t("numbering"), width: 8, cell: numbering },
  { key: "file", drop: 3, label: t("file"), width: 10.4, cell: (row) => row.fileName },
  { key: "format", drop: 1, label: t("format"), width: 5, cell: (row) => formatName(row.format) },
  { key: "at", drop: 2, label: t("loaded"), width: 6.6, align: "end", cell: (row) => instant(row.ingestedAt) },
];

const ENTRY_COLUMNS = [
  {
    key: "reference",
    label: t("reference"),
    width: 9.5,
    cell: (row) => h("span", { class: "ref" }, row.reference || t("none")),
  },
  { key: "date", drop: 7, label: t("valueDate"), width: 6.6, cell: (row) => day(row.valueDate) },
  { key: "amount", label: t("amount"), width: 8, align: "end", cell: (row) => amount(row.value, { signed: true }) },
  { key: "counterparty", label: t("counterparty"), width: 8.4, cell: (row) => memberName(row.counterparty) },
  {
    key: "status",
    label: t("status"),
    width: 6,
    cell: (row) =>
      row.breakId
        ? h("a", { href: linkTo("breaks", { open: String(row.breakId) }) }, matching(row.status))
        : matching(row.status),
  },
  {
    key: "line",
    label: t("line"),
    width: 3.6,
    align: "end",
    cell: (row) => h("span", { class: "num" }, row.source.line ?? "\u2013"),
  },
];

export function statementsScreen(app) {
  let params = {};
  const set = (changes) => go("statements", { ...params, ...changes }, true);
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  const changed = () => app.draw();
  const pager = new Pager("/statements", changed, (row) => String(row.id));
  const entries = new Pager("/book-entries", changed, (row) => String(row.id));
  const opened = new Opened((id) => get(`/statements/${id}`), app);
  const desk = new UploadDesk(app, () => pager.refresh());
  const close = () => set({ open: undefined });

  return {
    show(next) {
      const before = JSON.stringify(filters());
      params = next;
      if (JSON.stringify(filters()) !== before || pager.state === "idle") pager.load(filters());
      if ((next.open ?? null) !== opened.id && next.open) entries.load({ statement: next.open });
      opened.show(next.open);
    },
    onStatement: () => pager.refresh(),
    reload: () => pager.refresh(),
    close,
    stop() {
      pager.stop();
      entries.stop();
    },
    view: () => [
      h("div", { class: "screen-head" }, h("h1", { id: "heading", tabindex: "-1" }, t("statements"))),
      may(app.session, "upload") ? desk.view() : null,
      filterBar(app, params, set),
      splitView(
        h(
          "section",
          { class: "card list-card", "aria-label": t("listOfStatements") },
          list(pager, params, filters, set, may(app.session, "upload")),
        ),
        opened,
        t("statement"),
        () => detail(opened, entries, close, may(app.session, "original")),
      ),
    ],
  };
}

function filterBar(app, params, set) {
  const { assets, accounts } = app.member;
  return h(
    "div",
    { class: "filters" },
    choice(
      t("account"),
      params.account,
      [["", t("any")], ...accounts.map((account) => [account, sentence(account)])],
      (account) => set({ account }),
    ),
    choice(t("asset"), params.asset, [["", t("any")], ...assets.map(({ code }) => [code, code])], (asset) =>
      set({ asset }),
    ),
  );
}

function list(pager, params, filters, set, mayUpload) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  const filtered = Object.values(filters()).some(Boolean);
  return h("data-table", {
    id: "statements",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("statements"),
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () =>
        emptyNote(
          t("noStatements"),
          filtered
            ? t("noStatementFitsTheseFilters")
            : mayUpload
              ? t("dropTheFirstOneAboveMatching")
              : t("anOperatorOfThisMemberLoads"),
        ),
    },
  });
}

function detail(opened, entries, close, mayFetch) {
  const found = opened.item;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    t("statement"),
    found?.reference ?? t("number", { id: opened.id }),
    close,
    (statement) => [
      h("p", { class: "checks checks-inline" }, consistency(statement.consistent), continuity(statement.continuous)),
      facts([
        [t("account"), `${sentence(statement.account)}, ${statement.asset}`],
        [
          t("days"),
          statement.from && statement.from !== statement.to
            ? rich("toWithFromTo", { from: day(statement.from), to: day(statement.to) })
            : day(statement.to),
        ],
        [t("opening"), amount(statement.opening)],
        [t("closing"), amount(statement.closing, { quietZero: false })],
        [t("file"), `${statement.fileName} (${formatName(statement.format)})`],
        statement.number === undefined ? null : [t("numbering"), numbering(statement)],
        [t("loaded"), rich("by", { at: instant(statement.ingestedAt), who: statement.ingestedBy })],
        statement.sha256 ? [t("sHA256"), hash(statement.sha256)] : null,
        mayFetch
          ? [
              t("original"),
              h(
                "a",
                { href: `/api/v1/statements/${statement.id}/file`, download: statement.fileName },
                t("downloadOriginal"),
              ),
            ]
          : null,
        mayFetch
          ? [
              t("evidence"),
              h(
                "a",
                {
                  href: `/api/v1/evidence?${new URLSearchParams({ account: statement.account, asset: statement.asset, day: statement.to })}`,
                  download: `${statement.account}-${statement.asset}-${statement.to}.pdf`,
                },
                t("evidencePackOfTheDay"),
              ),
            ]
          : null,
      ]),
      statement.errors?.length
        ? section(
            t("entriesThatDidNotGoIn"),
            inputErrors(statement.errors, t("statementWithReference", { reference: statement.reference })),
          )
        : null,
      section(t("nEntry", { n: statement.entries }), entryTable(entries)),
    ],
  );
}

function entryTable(entries) {
  if (entries.state === "failed") return problemBox(entries.problem, () => entries.load(entries.query));
  return h("data-table", {
    id: "entries",
    class: "inner",
    onneedmore: () => entries.more(),
    ".model": {
      label: t("entries"),
      columns: ENTRY_COLUMNS,
      rows: entries.rows,
      hasMore: entries.hasMore,
      question: entries.query?.statement,
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: null,
      loading: entries.state === "loading" ? () => skeleton(5) : null,
      empty: () => emptyNote(t("noEntries"), t("theStatementCarriesBalancesOnly")),
    },
  });
}
