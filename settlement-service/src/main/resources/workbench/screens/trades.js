// Trades: the list with its states live, filters in the address, and the opened trade beside it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { go } from "../lib/route.js";
import { TRADE_STATES, memberName, sentence } from "../lib/words.js";
import "../parts/data-table.js";
import { ExportButton } from "../parts/export-button.js";
import { splitView } from "../parts/split.js";
import { instructionsCard } from "../parts/instructions.js";
import { tradeDetail } from "../parts/trade-detail.js";
import { amount, choice, day, emptyNote, problemBox, searchField, skeleton, tradeState } from "../parts/pieces.js";

const FILTERS = ["state", "by", "kind", "asset", "account", "counterparty", "valueDate", "reference", "block"];
const REST_MILLIS = 1_500;

const COLUMNS = [
  { key: "reference", label: t("reference"), width: 9, cell: (row) => h("span", { class: "ref" }, row.reference) },
  { key: "state", label: t("state"), width: 6, cell: (row) => tradeState(row.state) },
  { key: "side", drop: 5, label: t("side"), width: 3.8, cell: (row) => (row.side ? sentence(row.side) : "\u2013") },
  { key: "delivery", label: t("delivery"), width: 7.6, align: "end", cell: (row) => amount(row.delivery.value) },
  { key: "deliveryAsset", hidden: t("deliveredAsset"), width: 7.9, class: "unit", cell: (row) => row.delivery.asset },
  { key: "payment", drop: 7, label: t("payment"), width: 7.8, align: "end", cell: (row) => amount(row.payment?.value) },
  {
    key: "paymentAsset",
    drop: 7,
    hidden: t("paidAsset"),
    width: 3.8,
    class: "unit",
    cell: (row) => row.payment?.asset ?? "",
  },
  {
    key: "other",
    drop: 6,
    label: t("counterparty"),
    width: 8.8,
    cell: (row, member) => memberName(otherParty(row, member)),
  },
  {
    key: "account",
    drop: 3,
    label: t("account"),
    width: 5.2,
    cell: (row, member) => sentence(row.author === member.id ? row.authorAccount : row.counterpartyAccount),
  },
  { key: "value", drop: 4, label: t("valueDate"), width: 7, cell: (row) => day(row.valueDate) },
  {
    key: "priority",
    drop: 1,
    label: t("priority"),
    width: 5,
    cell: (row) => (row.priority === "URGENT" ? t("urgent") : ""),
  },
  {
    key: "moved",
    drop: 2,
    label: t("block"),
    width: 5,
    align: "end",
    title: t("blockOfTheLastChangeOf"),
    cell: (row) => h("span", { class: "num" }, count(row.movedBlock)),
  },
];

const EXPORT = [
  ...[
    "reference",
    "state",
    "reason",
    "kind",
    "side",
    "author",
    "authorAccount",
    "counterparty",
    "counterpartyAccount",
  ].map((name) => [name, (row) => row[name]]),
  ["deliveryAsset", (row) => row.delivery.asset],
  ["delivery", (row) => row.delivery.value],
  ["paymentAsset", (row) => row.payment?.asset],
  ["payment", (row) => row.payment?.value],
  ...["tradeDate", "valueDate", "priority", "recordedBlock", "movedBlock", "reverses", "id"].map((name) => [
    name,
    (row) => row[name],
  ]),
];

const otherParty = (row, member) => (row.author === member.id ? row.counterparty : row.author);

export function tradesScreen(app) {
  let params = {};
  const set = (changes) => go("trades", { ...params, ...changes }, true);
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  // Among alleged trades stands what the two sides instructed about them, with what differs.
  const alleged = () => params.state === "ALLEGED";
  const instructed = () => ({
    waiting: true,
    by: params.by,
    counterparty: params.counterparty,
    reference: params.reference,
  });
  const pager = new Pager("/trades", () => {
    if (pager.problem) app.failed(pager.problem);
    app.draw();
  });
  const waiting = new Pager("/instructions", () => {
    if (waiting.problem) app.failed(waiting.problem);
    app.draw();
  });
  const exporter = new ExportButton(app, "/trades", EXPORT, "trades");
  const opened = new Opened((id) => get(`/trades/${encodeURIComponent(id)}`), app);

  function show(next) {
    const before = JSON.stringify(filters());
    params = next;
    if (JSON.stringify(filters()) !== before || pager.state === "idle") {
      pager.load(filters());
      if (alleged()) waiting.load(instructed());
    }
    opened.show(next.open);
  }

  // At its top the list takes in what is new; further down only the rows that stand there change, so nothing jumps.
  const follow = calm(REST_MILLIS, () => {
    if (document.querySelector("data-table#trades")?.atTop ?? true) pager.refresh();
    if (alleged()) waiting.refresh();
    opened.again();
  });

  async function onBlock(block) {
    if (block.trades === 0) return;
    follow();
    if (document.querySelector("data-table#trades")?.atTop ?? true) return;
    try {
      const moved = await get("/trades", { block: block.number, limit: 500 });
      pager.merge(moved.items);
    } catch (problem) {
      app.failed(problem);
    }
  }

  const close = () => set({ open: undefined });
  return {
    show,
    onBlock,
    reload: follow,
    close,
    stop() {
      follow.stop();
      pager.stop();
      waiting.stop();
    },
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("trades")),
        h("p", { class: "sub" }, params.block ? t("recordedOrMovedInBlock", { block: params.block }) : ""),
        exporter.view(filters()),
      ),
      stateTabs(app, params, set),
      filterBar(app, params, set),
      alleged() ? instructionsCard(app, waiting) : null,
      splitView(
        h(
          "section",
          { class: "card list-card", "aria-label": t("listOfTrades") },
          list(app, pager, params, filters, set),
        ),
        opened,
        t("trade"),
        () => tradeDetail(opened, close),
      ),
    ],
  };
}

function stateTabs(app, params, set) {
  const trades = app.summary?.trades;
  const button = (state, text, number) =>
    h(
      "button",
      {
        type: "button",
        "data-key": state ?? "all",
        "aria-pressed": String((params.state ?? null) === state),
        onclick: () => set({ state: state ?? undefined, open: undefined }),
      },
      text,
      h("span", { class: "num" }, count(number)),
    );
  return h(
    "div",
    { class: "state-tabs", role: "group", "aria-label": t("state") },
    button(null, t("all"), trades?.total),
    Object.entries(TRADE_STATES).map(([state, [name]]) =>
      button(state, name, trades ? (trades.byState[state] ?? 0) : undefined),
    ),
  );
}

function filterBar(app, params, set) {
  const { assets, members, accounts } = app.member;
  const others = members.filter((member) => member.id !== app.member.id);
  const used = FILTERS.filter((name) => name !== "state" && params[name]);
  return h(
    "div",
    { class: "filters" },
    choice(
      t("allegedBy"),
      params.by,
      [
        ["", t("eitherSide")],
        ["OTHERS", t("theOtherSide")],
        ["US", t("thisMember")],
      ],
      (by) => set({ by, open: undefined }),
    ),
    searchField(t("reference"), params.reference, (reference) =>
      set({ reference: reference.toUpperCase(), open: undefined }),
    ),
    choice(
      t("kind"),
      params.kind,
      [
        ["", t("any")],
        ["DVP", t("deliveryVPayment")],
        ["PVP", t("paymentVPayment")],
        ["PAYMENT", t("payment")],
      ],
      (kind) => set({ kind }),
    ),
    choice(t("asset"), params.asset, [["", t("any")], ...assets.map(({ code }) => [code, code])], (asset) =>
      set({ asset }),
    ),
    choice(
      t("account"),
      params.account,
      [["", t("any")], ...accounts.map((account) => [account, sentence(account)])],
      (account) => set({ account }),
    ),
    choice(
      t("counterparty"),
      params.counterparty,
      [["", t("any")], ...others.map(({ id }) => [id, memberName(id)])],
      (counterparty) => set({ counterparty }),
    ),
    h(
      "label",
      { class: "field" },
      h("span", null, t("valueDate")),
      h("input", {
        type: "date",
        value: params.valueDate ?? "",
        onchange: (event) => set({ valueDate: event.target.value }),
      }),
    ),
    used.length
      ? h(
          "button",
          {
            type: "button",
            class: "quiet",
            onclick: () => set(Object.fromEntries(used.map((name) => [name, undefined]))),
          },
          t("clearFilters"),
        )
      : null,
  );
}

function list(app, pager, params, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  const filtered = Object.values(filters()).some(Boolean);
  return h("data-table", {
    id: "trades",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("trades"),
      columns: COLUMNS.map((column) => ({ ...column, cell: (row) => column.cell(row, app.member) })),
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => row.id,
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(10) : null,
      empty: () => emptyNote(t("noTradesHere"), filtered ? t("noTradeFitsTheseFilters") : t("tradesAppearAsSoonAsA")),
    },
  });
}
