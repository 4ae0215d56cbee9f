// Breaks that belong to two: the list with state and clock, the opened one with both sides, and the anchors of journals.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { go } from "../lib/route.js";
import { breakName, memberName, sentence } from "../lib/words.js";
import { anchorCards } from "../parts/anchors.js";
import "../parts/data-table.js";
import { amount, choice, emptyNote, problemBox, skeleton } from "../parts/pieces.js";
import { isOurs, sharedBody, sharedDue, sharedState, turnText } from "../parts/shared-detail.js";
import { panel, splitView } from "../parts/split.js";

const REST_MILLIS = 1_500;
const STATES = [
  "UNRESOLVED",
  "OPEN",
  "ANSWERED",
  "PROPOSED",
  "HALF_SIGNED",
  "ESCALATED",
  "RESOLVED",
  "WITHDRAWN",
  "ALL",
];
const SPECIAL = { UNRESOLVED: t("toDo"), ALL: t("all") };
const ENDED = ["RESOLVED", "WITHDRAWN"];

function columns(app) {
  return [
    { key: "id", label: t("sharedBreak"), width: 12, cell: (row) => h("span", { class: "ref" }, row.id) },
    { key: "kind", drop: 3, label: t("kind"), width: 9, cell: (row) => breakName(row.kind) },
    { key: "with", drop: 1, label: t("counterparty"), width: 9, cell: (row) => memberName(other(app, row)) },
    {
      key: "amount",
      label: t("amount"),
      width: 8,
      align: "end",
      class: "strong",
      cell: (row) => amount(row.amount.value),
    },
    { key: "asset", drop: 5, hidden: t("asset"), width: 5, class: "unit", cell: (row) => row.amount.asset },
    { key: "state", label: t("state"), width: 7, cell: sharedState },
    { key: "due", label: t("due"), width: 6, align: "end", cell: (row) => sharedDue(row) ?? "\u2013" },
    { key: "waits", drop: 2, label: t("waitsFor"), width: 16, cell: (row) => waits(app, row) },
    { key: "about", drop: 4, label: t("about"), width: 9, cell: (row) => row.about ?? "\u2013" },
  ];
}

const other = (app, row) => (row.opener === app.member.id ? row.counterparty : row.opener);

function waits(app, row) {
  const text = row.waitsFor.map(turnText).join("; ") || "\u2013";
  return isOurs(app, row) ? h("b", null, text) : text;
}

export function sharedScreen(app) {
  let params = {};
  const shown = columns(app);
  const set = (changes) => go("shared", { ...params, ...changes }, true);
  const anchored = () => params.view === "anchors";
  const filters = () =>
    anchored()
      ? { member: params.member === "all" ? "*" : undefined }
      : { state: params.state ?? STATES[0], counterparty: params.counterparty, late: params.late ? "true" : undefined };
  const changed = (pager) => () => {
    if (pager().problem) app.failed(pager().problem);
    app.draw();
  };
  const breaks = new Pager(
    "/shared-breaks",
    changed(() => breaks),
    (row) => row.id,
  );
  const anchors = new Pager(
    "/anchors",
    changed(() => anchors),
    (row) => `${row.member}/${row.number}`,
  );
  const pager = () => (anchored() ? anchors : breaks);
  const opened = new Opened((id) => get(`/shared-breaks/${encodeURIComponent(id)}`), app);
  const follow = calm(REST_MILLIS, () => {
    pager().refresh();
    opened.again();
  });
  let asked = null;

  return {
    show(next) {
      params = next;
      const question = JSON.stringify([anchored(), filters()]);
      if (question !== asked) pager().load(filters());
      asked = question;
      opened.show(anchored() ? undefined : next.open);
    },
    onBlock: follow,
    reload: follow,
    close: () => set({ open: undefined, resolution: undefined }),
    stop() {
      follow.stop();
      breaks.stop();
      anchors.stop();
    },
    view: () => [
      head(params, breaks),
      anchored() ? anchorFilters(params, set) : breakFilters(app, params, set),
      anchored()
        ? anchorCards(app, anchors, () => anchors.load(filters()))
        : splitView(
            h(
              "section",
              { class: "card list-card", "aria-label": t("listOfSharedBreaks") },
              list(breaks, shown, params, filters, set),
            ),
            opened,
            t("sharedBreak"),
            () =>
              panel(
                { ...opened, again: () => opened.again() },
                t("sharedBreak"),
                opened.id,
                () => set({ open: undefined, resolution: undefined }),
                (item) => sharedBody(app, item, params),
              ),
          ),
    ],
  };
}

function head(params, breaks) {
  const views = [
    [undefined, t("sharedBreaks")],
    ["anchors", t("anchors")],
  ];
  const waiting = Object.entries(breaks.extra.counts ?? {}).reduce(
    (sum, [state, number]) => (ENDED.includes(state) ? sum : sum + number),
    0,
  );
  return h(
    "div",
    { class: "screen-head" },
    h("h1", { id: "heading", tabindex: "-1" }, params.view === "anchors" ? t("anchors") : t("sharedBreaks")),
    h(
      "div",
      { class: "segments", role: "group", "aria-label": t("whatIsShown") },
      views.map(([view, text]) =>
        h(
          "button",
          {
            type: "button",
            "data-key": text,
            "aria-pressed": String(params.view === view),
            onclick: () => go("shared", { view }, true),
          },
          text,
        ),
      ),
    ),
    h(
      "p",
      { class: "sub" },
      params.view === "anchors"
        ? t("anchorsMeaning")
        : breaks.extra.counts
          ? t("nSharedUnresolved", { n: waiting })
          : "",
    ),
  );
}

function breakFilters(app, params, set) {
  const others = app.member.members.filter(({ id }) => id !== app.member.id);
  return h(
    "div",
    { class: "filters" },
    choice(
      t("state"),
      params.state ?? STATES[0],
      STATES.map((state) => [state, SPECIAL[state] ?? sentence(state)]),
      (state) => set({ state, open: undefined }),
    ),
    choice(
      t("counterparty"),
      params.counterparty,
      [["", t("any")], ...others.map(({ id }) => [id, memberName(id)])],
      (counterparty) => set({ counterparty, open: undefined }),
    ),
    choice(
      t("deadline"),
      params.late,
      [
        ["", t("any")],
        ["true", t("hasPassed")],
      ],
      (late) => set({ late, open: undefined }),
    ),
  );
}

function anchorFilters(params, set) {
  return h(
    "div",
    { class: "filters" },
    choice(
      t("member"),
      params.member,
      [
        ["", t("ownAnchors")],
        ["all", t("allMembers")],
      ],
      (member) => set({ member }),
    ),
  );
}

function list(pager, shown, params, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  return h("data-table", {
    id: "shared-breaks",
    onrowopen: (event) => set({ open: event.detail.id, resolution: undefined }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("sharedBreaks"),
      columns: shown,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => row.id,
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () => emptyNote(t("noSharedBreaks"), t("sharedBreaksComeFromBreaks")),
    },
  });
}
