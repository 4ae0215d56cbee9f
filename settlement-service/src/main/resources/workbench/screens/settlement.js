// Settlement: what waits in a lane, in the order in which it will be looked at, why, and who could set it free.
import { h } from "../lib/dom.js";
import { get } from "../lib/api.js";
import { count, format } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { go } from "../lib/route.js";
import { since, span, time } from "../lib/times.js";
import { memberName } from "../lib/words.js";
import "../parts/data-table.js";
import { ExportButton } from "../parts/export-button.js";
import { splitView } from "../parts/split.js";
import { tradeDetail } from "../parts/trade-detail.js";
import { othersTable, shortageList, whyLine, whySection } from "../parts/waiting.js";
import { amount, choice, day, emptyNote, kpi, problemBox, searchField, skeleton, tradeState } from "../parts/pieces.js";

const FILTERS = ["lane", "lacks", "asset", "reference"];
const REST_MILLIS = 1_500;

const COLUMNS = [
  { key: "rank", label: "Rank", width: 3.2, align: "end", cell: (row) => h("span", { class: "num" }, count(row.rank)) },
  { key: "reference", label: "Reference", width: 8.6, cell: (row) => h("span", { class: "ref" }, row.trade.reference) },
  { key: "why", label: "Why it waits", width: 16.4, cell: whyLine },
  {
    key: "delivery",
    drop: 7,
    label: "Delivery",
    width: 7.2,
    align: "end",
    cell: (row) => amount(row.trade.delivery.value),
  },
  {
    key: "deliveryAsset",
    drop: 7,
    hidden: "Delivered asset",
    width: 7.2,
    class: "unit",
    cell: (row) => row.trade.delivery.asset,
  },
  {
    key: "payment",
    drop: 1,
    label: "Payment",
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.trade.payment?.value),
  },
  {
    key: "paymentAsset",
    drop: 1,
    hidden: "Paid asset",
    width: 3.8,
    class: "unit",
    cell: (row) => row.trade.payment?.asset ?? "",
  },
  {
    key: "other",
    drop: 2,
    label: "Counterparty",
    width: 8,
    cell: (row, member) => memberName(otherParty(row, member)),
  },
  {
    key: "state",
    drop: 5,
    label: "State",
    width: 7.4,
    cell: ({ trade, priority }) => [
      tradeState(trade.state),
      priority === "URGENT" ? h("span", { class: "urgent" }, " urgent") : null,
      priority === "LOW" ? h("span", { class: "small-note" }, " low") : null,
    ],
  },
  { key: "value", drop: 3, label: "Value date", width: 6.2, cell: (row) => day(row.trade.valueDate) },
  {
    key: "age",
    drop: 6,
    label: "Waits",
    width: 5.6,
    align: "end",
    title: "Since both sides agreed",
    cell: (row) => h("span", { class: "num" }, age(row.since)),
  },
];

const EXPORT = [
  ["rank", (row) => row.rank],
  ...["reference", "state", "priority", "author", "counterparty", "valueDate"].map((name) => [
    name,
    (row) => row.trade[name],
  ]),
  ["deliveryAsset", (row) => row.trade.delivery.asset],
  ["delivery", (row) => row.trade.delivery.value],
  ["paymentAsset", (row) => row.trade.payment?.asset],
  ["payment", (row) => row.trade.payment?.value],
  ["class", (row) => row.priority],
  ["place", (row) => row.place],
  ["heldBy", (row) => row.heldBy.join(" ")],
  ["earliest", (row) => row.earliest],
  ["latest", (row) => row.latest],
  ["partsFrom", (row) => row.partsFrom],
  ["settledSoFar", (row) => row.settledSoFar],
  ["since", (row) => row.since],
  ["nextRound", (row) => row.step],
  [
    "lacks",
    (row) => row.why.map((why) => [why.kind, why.member, why.missing, why.asset].filter(Boolean).join(" ")).join("; "),
  ],
  ["id", (row) => row.trade.id],
];

const otherParty = ({ trade }, member) => (trade.author === member.id ? trade.counterparty : trade.author);

// An age in the list is read at a glance, so it has no more than two units and no tenths.
function age(instant) {
  const seconds = Math.floor(since(instant) / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return span(seconds < 600 ? seconds * 1_000 : Math.floor(seconds / 60) * 60_000).replace(/ 0 s$/, "");
}

export function settlementScreen(app) {
  let params = {};
  const set = (changes) => go("settlement", { ...params, ...changes }, true);
  const filters = () => Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  const pager = new Pager(
    "/waiting",
    () => {
      if (pager.problem) app.failed(pager.problem);
      app.draw();
    },
    (row) => row.trade.id,
  );
  const exporter = new ExportButton(app, "/waiting", EXPORT, "queue");
  const opened = new Opened((id) => get(`/trades/${encodeURIComponent(id)}`), app);
  const follow = calm(REST_MILLIS, () => {
    if (document.querySelector("data-table#queue")?.atTop ?? true) pager.refresh();
    opened.again();
  });
  const close = () => set({ open: undefined });

  function show(next) {
    const before = JSON.stringify(filters());
    params = next;
    if (JSON.stringify(filters()) !== before || pager.state === "idle") pager.load(filters());
    opened.show(next.open);
  }

  return {
    show,
    onSettlement: follow,
    onRisk: follow,
    reload: follow,
    close,
    stop() {
      follow.stop();
      pager.stop();
    },
    view: () => [
      head(pager.extra, params, set, exporter.view(filters())),
      pager.extra.counts ? strip(pager.extra) : pager.state === "failed" ? null : skeleton(2),
      h(
        "div",
        { class: "desk queue-desk" },
        side(pager.extra, params, set),
        splitView(
          h(
            "section",
            { class: "card list-card", "aria-label": "Own trades that wait" },
            list(app, pager, params, filters, set),
          ),
          opened,
          "Waiting trade",
          () =>
            tradeDetail(
              opened,
              close,
              whySection(
                pager.rows.find((row) => row.trade.id === opened.id),
                app.member.id,
              ),
            ),
        ),
      ),
    ],
  };
}

function head({ counts, shortages, height, at, lanes = [], lane, day: today, agent }, params, set, exporter) {
  const [tone, text] = counts ? headline(counts, shortages) : ["quiet", "Reading the queue"];
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    h(
      "div",
      { class: "head-actions" },
      lanes.length > 1
        ? choice(
            "Lane",
            lane,
            lanes.map((code) => [code, code]),
            (code) => set({ lane: code, open: undefined, lacks: undefined, asset: undefined }),
          )
        : null,
      searchField("Reference", params.reference, (reference) =>
        set({ reference: reference.toUpperCase(), open: undefined }),
      ),
      exporter,
    ),
    counts
      ? h(
          "p",
          { class: "sub" },
          `Lane ${lane}, business day `,
          day(today),
          `. As of ${time(at)}, ledger block ${count(height)}.`,
          agent
            ? ` Rounds are asked for by ${memberName(agent.holder)} since ${time(agent.since)} (turn ${count(agent.epoch)}), last at ${time(agent.lastRound)}.`
            : "",
        )
      : null,
  );
}

function headline(counts, [first]) {
  if (counts.all === 0) return ["ok", "Nothing waits for settlement"];
  const trades = (number) => `${count(number)} ${number === 1 ? "trade" : "trades"}`;
  if (first)
    return [
      "warn",
      `${trades(counts.short)} held up, ${first.holdsUp === counts.short ? "all" : count(first.holdsUp)} for want of ${format(first.missing)} ${first.asset} at ${memberName(first.member)}${first.towards ? `, whose limit towards ${memberName(first.towards)} is used up` : ""}`,
    ];
  if (counts.settling) return ["ok", `${trades(counts.settling)} would settle in the next round`];
  if (counts.keptBack) return ["quiet", `${trades(counts.keptBack)} kept back by their parties`];
  return ["quiet", `${trades(counts.all)} not due yet`];
}

function strip({ counts }) {
  return h(
    "section",
    { class: "strip queue-strip", "aria-label": "The queue in figures" },
    kpi("In the queue", count(counts.all), `${count(counts.own)} of them own`),
    kpi("Held up", count(counts.short), "by a position that has too little"),
    kpi("Next round", count(counts.settling), "would settle with what is there"),
    kpi("Urgent", count(counts.urgent), "rank before all others"),
    kpi(
      "Not now",
      count(counts.notDue + counts.keptBack),
      `${count(counts.notDue)} not due, ${count(counts.keptBack)} kept back by a party`,
    ),
    kpi(
      "Oldest",
      counts.oldest ? age(counts.oldest) : "\u2013",
      counts.oldest ? `since ${time(counts.oldest)}` : "nothing is due",
    ),
  );
}

function side({ shortages, others }, params, set) {
  const choose = (chosen) => set({ lacks: undefined, asset: undefined, open: undefined, ...chosen });
  return h(
    "div",
    { class: "side-cards queue-side" },
    h(
      "section",
      { class: "card", "aria-labelledby": "lacks-title" },
      h("header", { class: "card-head" }, h("h2", { id: "lacks-title" }, "Who lacks what")),
      shortages
        ? shortages.length
          ? shortageList(shortages, params, choose)
          : emptyNote("No position is short", "Whatever is due would settle in the next round.")
        : skeleton(5),
    ),
    others?.count
      ? h(
          "section",
          { class: "card", "aria-labelledby": "others-title", "data-key": "others" },
          h(
            "header",
            { class: "card-head" },
            h("h2", { id: "others-title" }, "Between others"),
            h("span", { class: "sub" }, `${count(others.count)} ${others.count === 1 ? "trade" : "trades"}`),
          ),
          h("div", { class: "card-body" }, othersTable(others)),
        )
      : null,
  );
}

function list(app, pager, params, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  const filtered = params.lacks || params.asset || params.reference;
  return h("data-table", {
    id: "queue",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: "Own trades that wait, in rank order",
      columns: COLUMNS.map((column) => ({ ...column, cell: (row) => column.cell(row, app.member) })),
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => row.trade?.id,
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(10) : null,
      empty: () =>
        filtered
          ? emptyNote("No own trade here", "No own trade in the queue fits; it may be others that wait for this.")
          : emptyNote(
              "No own trade waits",
              "A trade comes here when both sides have affirmed it, and goes when it settles.",
            ),
    },
  });
}
