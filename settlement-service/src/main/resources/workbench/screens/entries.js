// The entries behind a total: movements on the ledger or entries of the books, each with its match, its break, its trade and its block.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { go, linkTo } from "../lib/route.js";
import { MATCHING, memberName, sentence } from "../lib/words.js";
import { candidateList, undoButton } from "../parts/candidates.js";
import "../parts/data-table.js";
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
  searchField,
  skeleton,
} from "../parts/pieces.js";
import { proofButton } from "../parts/proof-button.js";
import { panel, section, splitView } from "../parts/split.js";

const FILTERS = ["account", "asset", "status", "reference", "from", "to"];
const REST_MILLIS = 1_500;
const CANDIDATES = 5;
const SIDES = { chain: ["/postings", t("ledger")], books: ["/book-entries", t("books")] };
const STATUSES = ["MATCHED", "BROKEN", "PENDING"];

const COLUMNS = [
  { key: "value", label: t("valueDate"), width: 6.8, cell: (row) => day(row.valueDate) },
  {
    key: "reference",
    label: t("reference"),
    width: 10,
    cell: (row) => h("span", { class: "ref" }, row.reference || "\u2013"),
  },
  {
    key: "amount",
    label: t("amount"),
    width: 8.4,
    align: "end",
    class: "strong",
    cell: (row) => amount(row.value, { signed: true }),
  },
  { key: "asset", hidden: t("asset"), width: 7, class: "unit", cell: (row) => row.asset },
  { key: "account", drop: 2, label: t("account"), width: 5, cell: (row) => sentence(row.account) },
  { key: "counterparty", drop: 3, label: t("counterparty"), width: 8.4, cell: (row) => memberName(row.counterparty) },
  { key: "status", label: t("status"), width: 6.4, cell: (row) => matching(row.status) },
  { key: "found", drop: 1, label: t("foundIn"), width: 9, cell: found },
];

export function entriesScreen(app) {
  let params = {};
  let side = "chain";
  const set = (changes) => go("entries", { ...params, ...changes }, true);
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  const changed = (pager) => () => {
    if (pager().problem) app.failed(pager().problem);
    app.draw();
  };
  const pagers = {
    chain: new Pager(
      SIDES.chain[0],
      changed(() => pagers.chain),
      (row) => String(row.id),
    ),
    books: new Pager(
      SIDES.books[0],
      changed(() => pagers.books),
      (row) => String(row.id),
    ),
  };
  const opened = new Opened(async (id) => {
    const row = pagers[side].rows.find((each) => String(each.id) === id);
    const match = row?.matchId === undefined ? null : await get(`/matches/${row.matchId}`);
    const asked = { [side === "chain" ? "posting" : "entry"]: id, limit: CANDIDATES };
    const candidates = row?.status === "BROKEN" ? await get("/candidates", asked).catch(gone) : null;
    return { row, match, candidates: candidates?.items ?? null };
  }, app);
  const follow = calm(REST_MILLIS, () => {
    if (document.querySelector("data-table#entries-list")?.atTop ?? true) pagers[side].refresh();
  });
  const close = () => set({ open: undefined });

  return {
    show(next) {
      const before = JSON.stringify([side, filters()]);
      params = next;
      side = SIDES[next.side] ? next.side : "chain";
      if (JSON.stringify([side, filters()]) !== before || pagers[side].state === "idle") pagers[side].load(filters());
      opened.show(next.open);
    },
    onBlock: follow,
    onStatement: follow,
    reload: follow,
    close,
    stop() {
      follow.stop();
      Object.values(pagers).forEach((pager) => pager.stop());
    },
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("entries")),
        h(
          "div",
          { class: "segments", role: "group", "aria-label": t("sideOfBalance") },
          Object.entries(SIDES).map(([key, [, name]]) =>
            h(
              "button",
              {
                type: "button",
                "data-key": key,
                "aria-pressed": String(side === key),
                onclick: () => set({ side: key, open: undefined }),
              },
              name,
            ),
          ),
        ),
      ),
      filterBar(app, params, set),
      splitView(
        h(
          "section",
          { class: "card list-card", "aria-label": t("listOfEntries") },
          list(pagers[side], params, side, filters, set),
        ),
        opened,
        t("entry"),
        () => detail(app, opened, side, close),
      ),
    ],
  };
}

// Between the list and the question it may have been matched: then there are no candidates to show.
function gone(refusal) {
  if (refusal.status === 404) return null;
  throw refusal;
}

function filterBar(app, params, set) {
  const { assets, accounts } = app.member;
  const date = (label, name) =>
    h(
      "label",
      { class: "field" },
      h("span", null, label),
      h("input", {
        type: "date",
        value: params[name] ?? "",
        onchange: (event) => set({ [name]: event.target.value, open: undefined }),
      }),
    );
  return h(
    "div",
    { class: "filters" },
    searchField(t("reference"), params.reference, (reference) => set({ reference, open: undefined })),
    choice(
      t("account"),
      params.account,
      [["", t("any")], ...accounts.map((account) => [account, sentence(account)])],
      (account) => set({ account, open: undefined }),
    ),
    choice(t("asset"), params.asset, [["", t("any")], ...assets.map(({ code }) => [code, code])], (asset) =>
      set({ asset, open: undefined }),
    ),
    choice(
      t("status"),
      params.status,
      [["", t("any")], ...STATUSES.map((status) => [status, MATCHING[status][0]])],
      (status) => set({ status, open: undefined }),
    ),
    date(t("from"), "from"),
    date(t("to"), "to"),
  );
}

function found(row) {
  if (row.block !== undefined)
    return h(
      "a",
      { class: "num", href: linkTo("ledger", { open: String(row.block) }) },
      t("blockWithBlock", { block: row.block }),
    );
  return h(
    "a",
    { href: linkTo("statements", { open: String(row.statement) }) },
    row.source?.fileName ?? t("number", { id: row.statement }),
  );
}

function detail(app, opened, side, close) {
  const again = () => opened.again();
  return panel(
    { ...opened, again: () => opened.again() },
    SIDES[side][1],
    opened.item?.row?.reference || t("number", { id: opened.id }),
    close,
    ({ row, match, candidates }) =>
      row
        ? [
            facts([
              [t("amount"), [amount(row.value, { signed: true }), h("span", { class: "unit" }, ` ${row.asset}`)]],
              [t("account"), sentence(row.account)],
              [t("counterparty"), memberName(row.counterparty)],
              [t("valueDate"), day(row.valueDate)],
              [t("status"), matching(row.status)],
              row.text ? [t("text"), row.text] : null,
              [t("foundIn"), found(row)],
              row.trade ? [t("trade"), h("a", { href: linkTo("trades", { open: row.trade }) }, row.trade)] : null,
              row.txId ? [t("transaction"), hash(row.txId)] : null,
              row.breakId === undefined
                ? null
                : [
                    t("break"),
                    h(
                      "a",
                      { href: linkTo("breaks", { state: "ALL", open: String(row.breakId) }) },
                      t("number", { id: row.breakId }),
                    ),
                  ],
            ]),
            side === "books" && may(app.session, "original") ? section(t("proof"), proofButton(app, row.id)) : null,
            match ? section(t("match"), matchFacts(match), undoButton(app, match, again)) : null,
            candidates ? section(t("candidates"), candidateList(app, row, side, candidates, again)) : null,
          ]
        : emptyNote(t("notInThisList")),
  );
}

// What matched, by which rule, with what evidence.
function matchFacts(match) {
  return [
    facts([
      [t("rule"), rich("ruleVersion", { rule: match.rule, version: match.ruleVersion })],
      [t("ledger"), [amount(match.chain, { signed: true }), ` (${t("nEntry", { n: match.postings.length })})`]],
      [t("books"), [amount(match.books, { signed: true }), ` (${t("nEntry", { n: match.bookEntries.length })})`]],
      [t("time"), instant(match.at)],
      match.evidence
        ? [t("score"), h("span", { class: "num" }, `${count(match.evidence.score)} / ${count(1000)}`)]
        : null,
      match.evidence ? [t("reason"), h("span", { lang: "en" }, match.evidence.reason)] : null,
    ]),
  ];
}

function list(pager, params, side, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  return h("data-table", {
    id: "entries-list",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("entries"),
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify([side, filters()]),
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(10) : null,
      empty: () => emptyNote(t("noEntries"), t("noEntryFitsTheseFilters")),
    },
  });
}
