// The breaks desk: what differs, how much and since when; kinds as a filter at the side, the opened break beside the list.
import { h } from "../lib/dom.js";
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
  ["UNRESOLVED", "To do"],
  ["OPEN", "Unassigned"],
  ["ASSIGNED", "Assigned"],
  ["RESOLVED", "Resolved"],
  ["ALL", "All"],
];
// The buckets in which a desk escalates; the number of days is the service's own count.
const AGES = {
  fresh: ["Up to 2 days", { maxAgeDays: 2 }],
  week: ["3 to 5 days", { minAgeDays: 3, maxAgeDays: 5 }],
  month: ["6 to 30 days", { minAgeDays: 6, maxAgeDays: 30 }],
  old: ["Over 30 days", { minAgeDays: 31 }],
};
const COLUMNS = [
  { key: "kind", label: "Kind", width: 10.2, cell: (row) => h("span", { class: "kind" }, breakName(row.kind)) },
  { key: "reference", label: "Reference", width: 9, cell: (row) => h("span", { class: "ref" }, row.reference) },
  { key: "account", drop: 2, label: "Account", width: 4.8, cell: (row) => sentence(row.account) },
  {
    key: "chain",
    drop: 3,
    label: "Ledger",
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.chain, { signed: true }),
  },
  {
    key: "books",
    drop: 3,
    label: "Books",
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.books, { signed: true }),
  },
  {
    key: "difference",
    label: "Difference",
    width: 7.4,
    align: "end",
    class: "strong",
    title: "Books less ledger",
    cell: (row) => amount(row.difference, { signed: true }),
  },
  { key: "asset", drop: 6, hidden: "Asset", width: 7.4, class: "unit", cell: (row) => row.asset },
  { key: "counterparty", drop: 4, label: "Counterparty", width: 8.4, cell: (row) => memberName(row.counterparty) },
  { key: "age", drop: 5, label: "Age", width: 3.4, align: "end", cell: age },
  {
    key: "owner",
    drop: 1,
    label: "With",
    width: 5.8,
    cell: (row) => [row.assignee ?? h("span", { class: "none" }, "nobody"), row.labels.map(dot)],
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
  return h("span", { class: ["num", tone && `text-${tone}`] }, `${count(ageDays)} d`);
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
        h("h1", { id: "heading", tabindex: "-1" }, "Breaks"),
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
          h("section", { class: "card list-card", "aria-label": "List of breaks" }, list(pager, params, set)),
          opened,
          "Break",
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
    { class: "segments", role: "group", "aria-label": "State" },
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
    { class: "facet", "aria-label": "Kinds of break" },
    h(
      "a",
      {
        class: ["facet-all", !params.kind && "chosen"],
        href: linkTo("breaks", { ...params, open: undefined, kind: undefined }),
        "aria-current": params.kind ? null : "true",
      },
      "All kinds",
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
    searchField("Reference", params.reference, (reference) => set({ reference, open: undefined })),
    choice(
      "Account",
      params.account,
      [["", "Any"], ...accounts.map((account) => [account, sentence(account)])],
      (account) => set({ account }),
    ),
    choice("Asset", params.asset, [["", "Any"], ...assets.map(({ code }) => [code, code])], (asset) => set({ asset })),
    choice(
      "Counterparty",
      params.counterparty,
      [["", "Any"], ...others.map(({ id }) => [id, memberName(id)])],
      (counterparty) => set({ counterparty }),
    ),
    choice("Age", params.age, [["", "Any"], ...Object.entries(AGES).map(([key, [text]]) => [key, text])], (bucket) =>
      set({ age: bucket }),
    ),
    choice(
      "With",
      params.assignee,
      [
        ["", "Anyone"],
        ["-", "Nobody"],
        ...users.map(({ user }) => [user, user === app.session.user ? `${user} (me)` : user]),
      ],
      (assignee) => set({ assignee }),
    ),
    choice(
      "Order",
      params.sort,
      [
        ["", "Oldest first"],
        ["age", "Newest first"],
        ["-amount", "Largest first"],
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
          "Clear filters",
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
      label: "Breaks",
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
          ? emptyNote("No breaks here", "No break fits these filters.")
          : emptyNote("No open breaks", "Everything on both sides is matched or still has time to match."),
    },
  });
}
