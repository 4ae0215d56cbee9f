// The breaks desk: what differs, how much and since when; kinds as a filter at the side, the opened break beside the list.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { may } from "../lib/roles.js";
import { go, linkTo } from "../lib/route.js";
import { BREAK_KINDS, breakName, memberName, sentence } from "../lib/words.js";
import { breakDetail } from "../parts/break-detail.js";
import { kindBars } from "../parts/charts.js";
import { closeDayButton } from "../parts/close-day.js";
import "../parts/data-table.js";
import { ExportButton } from "../parts/export-button.js";
import { splitView } from "../parts/split.js";
import { amount, choice, emptyNote, problemBox, searchField, skeleton } from "../parts/pieces.js";

const FILTERS = ["kind", "state", "account", "asset", "counterparty", "assignee", "reference", "age", "sort"];
const REST_MILLIS = 1_500;
const BUCKETS = [
  ["UNRESOLVED", t("toDo")],
  ["OPEN", t("unassigned")],
  ["ASSIGNED", t("assigned")],
  ["RESOLVED", t("resolved")],
  ["ALL", t("all")],
];
// The buckets in which a desk escalates; the number of days is the service's own count.
const AGES = {
  fresh: [t("upTo2Days"), { maxAgeDays: 2 }],
  week: [t("of3To5Days"), { minAgeDays: 3, maxAgeDays: 5 }],
  month: [t("of6To30Days"), { minAgeDays: 6, maxAgeDays: 30 }],
  old: [t("over30Days"), { minAgeDays: 31 }],
};
const COLUMNS = [
  { key: "kind", label: t("kind"), width: 10.2, cell: (row) => h("span", { class: "kind" }, breakName(row.kind)) },
  { key: "reference", label: t("reference"), width: 9, cell: (row) => h("span", { class: "ref" }, row.reference) },
  { key: "account", drop: 2, label: t("account"), width: 4.8, cell: (row) => sentence(row.account) },
  {
    key: "chain",
    drop: 3,
    label: t("ledger"),
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.chain, { signed: true }),
  },
  {
    key: "books",
    drop: 3,
    label: t("books"),
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.books, { signed: true }),
  },
  {
    key: "difference",
    label: t("difference"),
    width: 7.4,
    align: "end",
    class: "strong",
    title: t("booksLessLedger"),
    cell: (row) => amount(row.difference, { signed: true }),
  },
  { key: "asset", drop: 6, hidden: t("asset"), width: 7.4, class: "unit", cell: (row) => row.asset },
  { key: "counterparty", drop: 4, label: t("counterparty"), width: 8.4, cell: (row) => memberName(row.counterparty) },
  { key: "age", drop: 5, label: t("age"), width: 3.4, align: "end", cell: age },
  {
    key: "owner",
    drop: 1,
    label: t("assignedTo"),
    width: 5.8,
    cell: (row) => [row.assignee ?? h("span", { class: "none" }, t("nobodyWithin")), row.labels.map(dot)],
  },
];

const EXPORT = [
  ...[
    "id",
    "kind",
    "state",
    "assignee",
    "account",
    "asset",
    "reference",
    "counterparty",
    "chain",
    "books",
    "difference",
    "valueDate",
    "openedAt",
    "resolvedAt",
    "ageDays",
  ].map((name) => [name, (row) => row[name]]),
  ["labels", (row) => row.labels.map((label) => label.text).join("; ")],
  ["sentence", (row) => row.sentence],
];

function age({ ageDays }) {
  const tone = ageDays > 30 ? "bad" : ageDays > 5 ? "warn" : null;
  return h("span", { class: ["num", tone && `text-${tone}`] }, t("d", { ageDays }));
}

const dot = (label) =>
  h(
    "span",
    { class: `label-dot label-${label.colour}`, title: label.text },
    h("span", { class: "visually-hidden" }, label.text),
  );

/** The query of the service for the filters in the address. */
export function breakQuery(params) {
  const { age: bucket, state, ...plain } = Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  return { ...plain, state: state ?? BUCKETS[0][0], ...AGES[bucket]?.[1] };
}

export function breaksScreen(app) {
  let params = {};
  let users = [];
  const set = (changes) => go("breaks", { ...params, ...changes }, true);
  const pager = new Pager(
    "/breaks",
    () => {
      if (pager.problem) app.failed(pager.problem);
      app.draw();
    },
    (row) => String(row.id),
  );
  const exporter = new ExportButton(app, "/breaks", EXPORT, "breaks");
  const opened = new Opened((id) => get(`/breaks/${id}`), app);
  const follow = calm(REST_MILLIS, () => {
    if (document.querySelector("data-table#breaks")?.atTop ?? true) pager.refresh();
  });
  get("/users").then((list) => {
    users = list.items;
    app.draw();
  }, app.failed);

  function onBreak(event) {
    pager.merge([event.break]);
    if (String(event.break.id) === opened.id) opened.again();
    follow();
  }

  function reload() {
    follow();
    opened.again();
  }

  const close = () => set({ open: undefined });
  return {
    show(next) {
      const before = JSON.stringify(breakQuery(params));
      params = next;
      if (JSON.stringify(breakQuery(params)) !== before || pager.state === "idle") pager.load(breakQuery(params));
      opened.show(next.open);
    },
    onBreak,
    onBlock: (block) => block.breaksOpened > 0 && follow(),
    reload,
    close,
    stop() {
      follow.stop();
      pager.stop();
    },
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("breaks")),
        buckets(params, set),
        h(
          "span",
          { class: "head-actions" },
          exporter.view(breakQuery(params)),
          may(app.session, "closeDay") ? closeDayButton(app, reload) : null,
        ),
      ),
      filterBar(app, params, set, users),
      h(
        "div",
        { class: "desk" },
        facet(pager, params),
        splitView(
          h("section", { class: "card list-card", "aria-label": t("listOfBreaks") }, list(pager, params, set)),
          opened,
          t("break"),
          () => breakDetail(app, opened, users, close),
        ),
      ),
    ],
  };
}

function buckets(params, set) {
  const chosen = params.state ?? BUCKETS[0][0];
  return h(
    "div",
    { class: "segments", role: "group", "aria-label": t("state") },
    BUCKETS.map(([state, text]) =>
      h(
        "button",
        {
          type: "button",
          "data-key": state,
          "aria-pressed": String(chosen === state),
          onclick: () => set({ state, open: undefined }),
        },
        text,
      ),
    ),
  );
}

function facet(pager, params) {
  const counts = pager.extra.counts ?? {};
  const kinds = Object.keys(BREAK_KINDS).map((kind) => ({ kind, count: counts[kind] ?? 0 }));
  const all = kinds.reduce((total, entry) => total + entry.count, 0);
  const linkOf = (kind) =>
    linkTo("breaks", { ...params, open: undefined, kind: kind === params.kind ? undefined : kind });
  return h(
    "nav",
    { class: "facet", "aria-label": t("kindsOfBreak") },
    h(
      "a",
      {
        class: ["facet-all", !params.kind && "chosen"],
        href: linkTo("breaks", { ...params, open: undefined, kind: undefined }),
        "aria-current": params.kind ? null : "true",
      },
      t("allKinds"),
      h("span", { class: "num" }, pager.extra.counts ? count(all) : ""),
    ),
    kindBars(
      kinds.filter((entry) => entry.count > 0 || entry.kind === params.kind),
      params.kind,
      linkOf,
    ),
  );
}

function filterBar(app, params, set, users) {
  const { assets, members, accounts } = app.member;
  const others = members.filter((member) => member.id !== app.member.id);
  const used = FILTERS.filter((name) => !["state", "kind", "sort"].includes(name) && params[name]);
  return h(
    "div",
    { class: "filters" },
    searchField(t("reference"), params.reference, (reference) => set({ reference, open: undefined })),
    choice(
      t("account"),
      params.account,
      [["", t("any")], ...accounts.map((account) => [account, sentence(account)])],
      (account) => set({ account }),
    ),
    choice(t("asset"), params.asset, [["", t("any")], ...assets.map(({ code }) => [code, code])], (asset) =>
      set({ asset }),
    ),
    choice(
      t("counterparty"),
      params.counterparty,
      [["", t("any")], ...others.map(({ id }) => [id, memberName(id)])],
      (counterparty) => set({ counterparty }),
    ),
    choice(
      t("age"),
      params.age,
      [["", t("any")], ...Object.entries(AGES).map(([key, [text]]) => [key, text])],
      (bucket) => set({ age: bucket }),
    ),
    choice(
      t("assignedTo"),
      params.assignee,
      [
        ["", t("anyone")],
        ["-", t("nobody")],
        ...users.map(({ user }) => [user, user === app.session.user ? t("me", { user }) : user]),
      ],
      (assignee) => set({ assignee }),
    ),
    choice(
      t("sortOrder"),
      params.sort,
      [
        ["", t("oldestFirst")],
        ["age", t("newestFirst")],
        ["-amount", t("largestFirst")],
      ],
      (sort) => set({ sort }),
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

function list(pager, params, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(breakQuery(params)));
  const filtered = FILTERS.some((name) => name !== "sort" && params[name]);
  return h("data-table", {
    id: "breaks",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("breaks"),
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(breakQuery(params)),
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(10) : null,
      empty: () =>
        filtered
          ? emptyNote(t("noBreaksHere"), t("noBreakFitsTheseFilters"))
          : emptyNote(t("noOpenBreaks"), t("everythingOnBothSidesIsMatched")),
    },
  });
}
