// The breaks desk: what differs, how much and since when; kinds as a filter at the side, the opened break beside the list.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { BUCKETS, SEVERITIES, bucketName, bucketTone, dueIn, severityOf } from "../lib/severity.js";
import { Selection } from "../lib/selection.js";
import { may } from "../lib/roles.js";
import { go, linkTo } from "../lib/route.js";
import { BREAK_KINDS, breakName, memberName, sentence } from "../lib/words.js";
import { BulkBar } from "../parts/bulk-bar.js";
import { breakDetail } from "../parts/break-detail.js";
import { kindBars } from "../parts/charts.js";
import { closeDayButton } from "../parts/close-day.js";
import "../parts/data-table.js";
import { ExportButton } from "../parts/export-button.js";
import { SavedFilters } from "../parts/saved-filters.js";
import { sharedOf } from "../parts/shared-part.js";
import { splitView } from "../parts/split.js";
import { amount, badge, choice, emptyNote, problemBox, searchField, skeleton } from "../parts/pieces.js";

const FILTERS = [
  ...["kind", "state", "account", "asset", "counterparty", "assignee", "group", "label", "reference"],
  ...["severity", "minSeverity", "bucket", "breached", "minAmount", "maxAmount", "minAgeDays", "maxAgeDays", "sort"],
];
const REST_MILLIS = 1_500;
const STATES = [
  ["UNRESOLVED", t("toDo")],
  ["OPEN", t("unassigned")],
  ["ASSIGNED", t("assigned")],
  ["PROPOSED", t("proposed")],
  ["RESOLVED", t("resolved")],
  ["ALL", t("all")],
];
const COLUMNS = [
  { key: "kind", label: t("kind"), width: 9.4, cell: (row) => h("span", { class: "kind" }, breakName(row.kind)) },
  { key: "severity", drop: 8, label: t("severity"), width: 5.2, cell: severity },
  { key: "reference", label: t("reference"), width: 9, cell: (row) => h("span", { class: "ref" }, row.reference) },
  { key: "account", drop: 2, label: t("account"), width: 4.8, cell: (row) => sentence(row.account) },
  {
    key: "chain",
    drop: 1,
    label: t("ledger"),
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.chain, { signed: true }),
  },
  {
    key: "books",
    drop: 1,
    label: t("books"),
    width: 7.4,
    align: "end",
    cell: (row) => amount(row.books, { signed: true }),
  },
  {
    key: "difference",
    drop: 3,
    label: t("difference"),
    width: 7.4,
    align: "end",
    title: t("booksLessLedger"),
    cell: (row) => amount(row.difference, { signed: true }),
  },
  {
    key: "risk",
    label: t("atRisk"),
    width: 7.4,
    align: "end",
    class: "strong",
    title: t("amountAtRiskMeaning"),
    cell: (row) => amount(row.amountAtRisk),
  },
  { key: "asset", drop: 7, hidden: t("asset"), width: 6.6, class: "unit", cell: (row) => row.asset },
  { key: "counterparty", drop: 4, label: t("counterparty"), width: 8, cell: (row) => memberName(row.counterparty) },
  { key: "age", drop: 9, label: t("age"), width: 4.6, align: "end", title: t("inBusinessDays"), cell: age },
  { key: "due", drop: 6, label: t("due"), width: 5.4, align: "end", cell: due },
  {
    key: "owner",
    drop: 5,
    label: t("assignedTo"),
    width: 6.2,
    cell: (row) => [row.assignee ?? row.group ?? h("span", { class: "none" }, t("nobodyWithin")), row.labels.map(dot)],
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
    "severity",
    "amountAtRisk",
    "businessAge",
    "bucket",
    "group",
    "dueAt",
    "breached",
  ].map((name) => [name, (row) => row[name]]),
  ["labels", (row) => row.labels.map((label) => label.text).join("; ")],
  ["sentence", (row) => row.sentence],
];

function severity(row) {
  const [name, tone] = severityOf(row.severity);
  return badge(name, tone);
}

function due(row) {
  const [text, tone] = dueIn(row) ?? ["\u2013", null];
  return h("span", { class: ["num", tone && tone !== "quiet" && `text-${tone}`] }, text);
}

function age({ businessAge, bucket }) {
  const tone = bucketTone(bucket);
  return h("span", { class: ["num", tone && `text-${tone}`] }, t("d", { ageDays: businessAge }));
}

const dot = (label) =>
  h(
    "span",
    { class: `label-dot label-${label.colour}`, title: label.text },
    h("span", { class: "visually-hidden" }, label.text),
  );

/** The query of the service for the filters in the address. */
export function breakQuery(params) {
  const { state, ...plain } = Object.fromEntries(FILTERS.map((name) => [name, params[name] || undefined]));
  return { ...plain, state: state ?? STATES[0][0] };
}

/** The same as the service keeps it under a name; what is not set is left out. */
function breakFilter(params) {
  const typed = { breached: (text) => text === "true", minAgeDays: Number, maxAgeDays: Number };
  const set = Object.entries(breakQuery(params)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, typed[name] ? typed[name](value) : value]));
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
  const selection = new Selection(app.draw);
  const bulk = new BulkBar(app, selection, () => breakFilter(params), reload);
  const saved = new SavedFilters(
    app,
    (filter) => filter,
    () => breakFilter(params),
  );
  let begins = true; // the list begins with the person's own filter, once, and only when the address asks for nothing
  saved.load().then((first) => {
    if (first && begins && Object.keys(params).length === 0) go("breaks", first.filter, true);
    begins = false;
  });
  const opened = new Opened(async (id) => {
    const [item, shared] = await Promise.all([get(`/breaks/${id}`), sharedOf(get, id)]);
    const people = await get(`/users?account=${encodeURIComponent(item.break.account)}`);
    return { ...item, shared, people: people.items };
  }, app);
  const follow = calm(REST_MILLIS, () => {
    if (document.querySelector("data-table#breaks")?.atTop ?? true) pager.refresh();
  });
  get("/users").then((list) => {
    users = list.items;
    bulk.users = users;
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
      if (JSON.stringify(breakQuery(params)) !== before || pager.state === "idle") {
        selection.clear();
        pager.load(breakQuery(params));
      }
      opened.show(next.open);
    },
    onBreak,
    onBlock: (block) => block.breaksOpened > 0 && follow(),
    reload,
    close: () => (selection.size > 0 && !params.open ? selection.clear() : close()),
    key: (key) => bulk.key(key),
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
          saved.view(),
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
          h(
            "section",
            { class: "card list-card", "aria-label": t("listOfBreaks") },
            list(pager, params, set, selection),
            bulk.view(total(pager, params)),
          ),
          opened,
          t("break"),
          () => breakDetail(app, opened, close),
        ),
      ),
    ],
  };
}

function buckets(params, set) {
  const chosen = params.state ?? STATES[0][0];
  return h(
    "div",
    { class: "segments", role: "group", "aria-label": t("state") },
    STATES.map(([state, text]) =>
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
      t("severity"),
      params.minSeverity,
      [["", t("any")], ...SEVERITIES.slice(1).map((each) => [each, t("atLeast", { severity: sentence(each) })])],
      (minSeverity) => set({ minSeverity, severity: undefined }),
    ),
    choice(t("age"), params.bucket, [["", t("any")], ...BUCKETS.map((each) => [each, bucketName(each)])], (bucket) =>
      set({ bucket }),
    ),
    h(
      "label",
      { class: "toggle" },
      h("input", {
        type: "checkbox",
        checked: params.breached === "true",
        onchange: (event) => set({ breached: event.target.checked ? "true" : undefined }),
      }),
      t("onlyLate"),
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
        ["-severity", t("mostSevereFirst")],
        ["due", t("dueFirst")],
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

// How many breaks the filters let through, the chosen kind among them.
function total({ extra: { counts = {} } }, { kind }) {
  return kind ? (counts[kind] ?? 0) : Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function list(pager, params, set, selection) {
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
      selection,
      nameOf: (row) => `${breakName(row.kind)} ${row.reference}`,
      loading: pager.state === "loading" ? () => skeleton(10) : null,
      empty: () =>
        filtered
          ? emptyNote(t("noBreaksHere"), t("noBreakFitsTheseFilters"))
          : emptyNote(t("noOpenBreaks"), t("everythingOnBothSidesIsMatched")),
    },
  });
}
