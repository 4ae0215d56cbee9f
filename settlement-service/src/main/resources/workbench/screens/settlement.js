// Settlement: what waits in a lane, in the order in which it will be looked at, why, and who could set it free.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
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
  {
    key: "rank",
    label: t("rank"),
    width: 3.2,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.rank)),
  },
  {
    key: "reference",
    label: t("reference"),
    width: 8.6,
    cell: (row) => h("span", { class: "ref" }, row.trade.reference),
  },
  { key: "why", label: t("whyItWaits"), width: 16.4, cell: whyLine },
  {
    key: "delivery",
    drop: 7,
    label: t("delivery"),
    width: 7.2,
    align: "end",
    cell: (row) => amount(row.trade.delivery.value),
  },
  {
    key: "deliveryAsset",
    drop: 7,
    hidden: t("deliveredAsset"),
    width: 7.2,
    class: "unit",
    cell: (row) => row.trade.delivery.asset,
  },
  {
    key: "payment",
    drop: 1,
    label: t("payment"),
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.trade.payment?.value),
  },
  {
    key: "paymentAsset",
    drop: 1,
    hidden: t("paidAsset"),
    width: 3.8,
    class: "unit",
    cell: (row) => row.trade.payment?.asset ?? "",
  },
  {
    key: "other",
    drop: 2,
    label: t("counterparty"),
    width: 8,
    cell: (row, member) => memberName(otherParty(row, member)),
  },
  {
    key: "state",
    drop: 5,
    label: t("state"),
    width: 7.4,
    cell: ({ trade, priority }) => [
      tradeState(trade.state),
      priority === "URGENT" ? [" ", h("span", { class: "urgent" }, t("urgentWithin"))] : null,
      priority === "LOW" ? [" ", h("span", { class: "small-note" }, t("low"))] : null,
    ],
  },
  { key: "value", drop: 3, label: t("valueDate"), width: 6.2, cell: (row) => day(row.trade.valueDate) },
  {
    key: "age",
    drop: 6,
    label: t("waits"),
    width: 5.6,
    align: "end",
    title: t("sinceBothSidesAgreed"),
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
  if (seconds < 60) return t("s", { seconds });
  return seconds < 600 || seconds >= 3_600 ? span(seconds * 1_000) : t("min", { minutes: Math.floor(seconds / 60) });
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
            { class: "card list-card", "aria-label": t("ownTradesThatWait") },
            list(app, pager, params, filters, set),
          ),
          opened,
          t("waitingTrade"),
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
  const [tone, text] = counts ? headline(counts, shortages) : ["quiet", t("readingTheQueue")];
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    h(
      "div",
      { class: "head-actions" },
      lanes.length > 1
        ? choice(
            t("lane"),
            lane,
            lanes.map((code) => [code, code]),
            (code) => set({ lane: code, open: undefined, lacks: undefined, asset: undefined }),
          )
        : null,
      searchField(t("reference"), params.reference, (reference) =>
        set({ reference: reference.toUpperCase(), open: undefined }),
      ),
      exporter,
    ),
    counts
      ? h(
          "p",
          { class: "sub" },
          rich("laneBusinessDayAsOfLedger", { lane, day: day(today), at: time(at), height }),
          " ",
          agent
            ? t("roundsAreAskedForBySince", {
                member: memberName(agent.holder),
                since: time(agent.since),
                turn: agent.epoch,
                last: time(agent.lastRound),
              })
            : "",
        )
      : null,
  );
}

function headline(counts, [first]) {
  if (counts.all === 0) return ["ok", t("nothingWaitsForSettlement")];
  const trades = (n) => t("nTrade", { n });
  if (first)
    return [
      "warn",
      t("heldUpForWantOfAt", {
        trades: trades(counts.short),
        number: first.holdsUp === counts.short ? t("allWithin") : first.holdsUp,
        missing: format(first.missing),
        asset: first.asset,
        member: memberName(first.member),
        limit: first.towards ? t("whoseLimitTowardsIsUsedUp", { member: memberName(first.towards) }) : "",
      }),
    ];
  if (counts.settling) return ["ok", t("wouldSettleInTheNextRound", { settling: trades(counts.settling) })];
  if (counts.keptBack) return ["quiet", t("keptBackByTheirParties", { keptBack: trades(counts.keptBack) })];
  return ["quiet", t("notDueYet", { all: trades(counts.all) })];
}

function strip({ counts }) {
  return h(
    "section",
    { class: "strip queue-strip", "aria-label": t("theQueueInFigures") },
    kpi(t("inTheQueue"), count(counts.all), t("ofThemOwn", { own: counts.own })),
    kpi(t("heldUp"), count(counts.short), t("byAPositionThatHasToo")),
    kpi(t("nextRound"), count(counts.settling), t("wouldSettleWithWhatIsThere")),
    kpi(t("urgent"), count(counts.urgent), t("rankBeforeAllOthers")),
    kpi(
      t("notNow"),
      count(counts.notDue + counts.keptBack),
      t("notDueKeptBackByA", { notDue: counts.notDue, keptBack: counts.keptBack }),
    ),
    kpi(
      t("oldest"),
      counts.oldest ? age(counts.oldest) : "\u2013",
      counts.oldest ? t("sinceWithOldest", { oldest: time(counts.oldest) }) : t("nothingIsDue"),
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
      h("header", { class: "card-head" }, h("h2", { id: "lacks-title" }, t("whoLacksWhat"))),
      shortages
        ? shortages.length
          ? shortageList(shortages, params, choose)
          : emptyNote(t("noPositionIsShort"), t("whateverIsDueWouldSettleIn"))
        : skeleton(5),
    ),
    others?.count
      ? h(
          "section",
          { class: "card", "aria-labelledby": "others-title", "data-key": "others" },
          h(
            "header",
            { class: "card-head" },
            h("h2", { id: "others-title" }, t("betweenOthers")),
            h("span", { class: "sub" }, t("nTrade", { n: others.count })),
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
      label: t("ownTradesThatWaitInRank"),
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
          ? emptyNote(t("noOwnTradeHere"), t("noOwnTradeInTheQueue"))
          : emptyNote(t("noOwnTradeWaits"), t("aTradeComesHereWhenBoth")),
    },
  });
}
