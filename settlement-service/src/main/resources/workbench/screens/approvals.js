// The queue of what waits for a second person, with the evidence of the opened proposal on the same page.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { go, linkTo } from "../lib/route.js";
import { sentence } from "../lib/words.js";
import { comparison } from "../parts/break-detail.js";
import "../parts/data-table.js";
import { proposalBody, proposalState } from "../parts/proposals.js";
import { scoreBar, suggestionBody, suggestionState } from "../parts/suggestions.js";
import { panel, section, splitView } from "../parts/split.js";
import { amount, choice, emptyNote, instant, problemBox, skeleton } from "../parts/pieces.js";

const FILTERS = ["state", "kind"];
const REST_MILLIS = 1_500;
const KINDS = ["FORCE_MATCH", "WRITE_OFF", "ADJUSTMENT", "UNDO_MATCH", "REVERSAL", "ACCEPT_SUGGESTION"];
const STATES = ["PENDING", "APPROVED", "REJECTED", "WITHDRAWN", "STALE"];
const SUGGESTION_STATES = ["OPEN", "ACCEPTED", "DECLINED", "OBSOLETE"];
const SUGGESTION_COLUMNS = [
  { key: "score", label: t("score"), width: 11.6, cell: (row) => scoreBar(row.score) },
  { key: "rule", drop: 2, label: t("rule"), width: 8, cell: (row) => row.rule },
  { key: "reason", label: t("reason"), width: 24, cell: (row) => h("span", { lang: "en" }, row.evidence.reason) },
  {
    key: "items",
    drop: 1,
    label: t("entries"),
    width: 6,
    align: "end",
    cell: (row) => h("span", { class: "num" }, `${row.postings.length} : ${row.bookEntries.length}`),
  },
  { key: "state", label: t("state"), width: 7, cell: (row) => suggestionState(row.state) },
];
const COLUMNS = [
  { key: "kind", label: t("kind"), width: 8, cell: (row) => h("b", null, sentence(row.kind)) },
  { key: "amount", label: t("amount"), width: 8, align: "end", class: "strong", cell: (row) => amount(row.amount) },
  { key: "asset", hidden: t("asset"), width: 6, class: "unit", cell: (row) => row.asset },
  { key: "account", drop: 2, label: t("account"), width: 5, cell: (row) => sentence(row.account) },
  { key: "reason", drop: 1, label: t("reason"), width: 16, cell: (row) => row.reason },
  { key: "maker", label: t("proposedBy"), width: 7, cell: (row) => row.maker },
  { key: "at", drop: 3, label: t("time"), width: 8.4, cell: (row) => instant(row.at) },
  { key: "state", label: t("state"), width: 7, cell: (row) => proposalState(row.state) },
];

export function approvalsScreen(app) {
  let params = {};
  const set = (changes) => go("approvals", { ...params, ...changes }, true);
  const filters = () => ({
    state: params.state === "ALL" ? undefined : (params.state ?? "PENDING"),
    kind: params.kind,
  });
  const pager = new Pager(
    "/proposals",
    () => {
      if (pager.problem) app.failed(pager.problem);
      app.draw();
    },
    (row) => String(row.id),
  );
  const suggestions = new Pager(
    "/suggestions",
    () => {
      if (suggestions.problem) app.failed(suggestions.problem);
      app.draw();
    },
    (row) => String(row.id),
  );
  const suggested = () => params.view === "suggestions";
  const ofSuggestions = () => ({ state: params.state ?? "OPEN" });
  const opened = new Opened(async (id) => {
    if (suggested()) {
      if (suggestions.rows.length === 0) await suggestions.load(ofSuggestions());
      return { suggestion: suggestions.rows.find((row) => String(row.id) === id) ?? null };
    }
    const proposal = await get(`/proposals/${id}`);
    const evidence = proposal.breakId === undefined ? null : await get(`/breaks/${proposal.breakId}`);
    return { proposal, evidence };
  }, app);
  const again = () => {
    if (suggested()) suggestions.refresh().then(() => opened.again());
    else {
      opened.again();
      pager.refresh();
    }
  };
  const follow = calm(REST_MILLIS, again);
  const close = () => set({ open: undefined });

  return {
    show(next) {
      const before = JSON.stringify([suggested(), params.state, params.kind]);
      params = next;
      const shown = suggested() ? suggestions : pager;
      if (JSON.stringify([suggested(), params.state, params.kind]) !== before || shown.state === "idle")
        shown.load(suggested() ? ofSuggestions() : filters());
      opened.show(next.open);
    },
    onBreak: follow,
    reload: follow,
    close,
    stop() {
      follow.stop();
      pager.stop();
      suggestions.stop();
    },
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("approvals")),
        h(
          "div",
          { class: "segments", role: "group", "aria-label": t("whatWaits") },
          [
            [undefined, t("proposals")],
            ["suggestions", t("suggestions")],
          ].map(([view, text]) =>
            h(
              "button",
              {
                type: "button",
                "data-key": text,
                "aria-pressed": String(params.view === view),
                onclick: () => go("approvals", { view }, true),
              },
              text,
            ),
          ),
        ),
        h(
          "p",
          { class: "sub" },
          pager.extra.pending === undefined ? "" : t("nWaitForADecision", { n: pager.extra.pending }),
        ),
      ),
      h(
        "div",
        { class: "filters" },
        choice(
          t("state"),
          params.state ?? (suggested() ? "OPEN" : "PENDING"),
          suggested()
            ? SUGGESTION_STATES.map((state) => [state, sentence(state)])
            : [...STATES.map((state) => [state, sentence(state)]), ["ALL", t("all")]],
          (state) => set({ state, open: undefined }),
        ),
        suggested()
          ? null
          : choice(t("kind"), params.kind, [["", t("any")], ...KINDS.map((kind) => [kind, sentence(kind)])], (kind) =>
              set({ kind, open: undefined }),
            ),
      ),
      splitView(
        h(
          "section",
          { class: "card list-card", "aria-label": t("listOfProposals") },
          suggested() ? suggestionList(suggestions, params, ofSuggestions, set) : list(pager, params, filters, set),
        ),
        opened,
        t("proposal"),
        () => detail(app, opened, again, close),
      ),
    ],
  };
}

function detail(app, opened, again, close) {
  const { proposal, evidence, suggestion } = opened.item ?? {};
  if (suggestion !== undefined)
    return panel(
      { ...opened, again: () => opened.again() },
      t("suggestion"),
      t("number", { id: opened.id }),
      close,
      () =>
        suggestion
          ? h("section", { class: "proposal", "data-key": "suggestion" }, suggestionBody(app, suggestion, again))
          : emptyNote(t("notInThisList")),
    );
  return panel(
    { ...opened, again: () => opened.again() },
    proposal ? sentence(proposal.kind) : t("proposal"),
    evidence?.break.reference || rich("number", { id: opened.id }),
    close,
    () => [
      h("section", { class: "proposal", "data-key": "proposal" }, proposalBody(app, proposal, again)),
      evidence
        ? section(
            t("evidence"),
            h("p", { class: "break-sentence", lang: "en" }, evidence.break.sentence),
            comparison(evidence),
            h(
              "p",
              null,
              h("a", { href: linkTo("breaks", { state: "ALL", open: String(proposal.breakId) }) }, t("openTheBreak")),
            ),
          )
        : null,
    ],
  );
}

function list(pager, params, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  return h("data-table", {
    id: "proposals",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("approvals"),
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () => emptyNote(t("nothingWaitsForApproval"), t("proposalsComeFromBreaks")),
    },
  });
}

function suggestionList(pager, params, filters, set) {
  if (pager.state === "failed" && pager.rows.length === 0)
    return problemBox(pager.problem, () => pager.load(filters()));
  return h("data-table", {
    id: "suggestions",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("suggestions"),
      columns: SUGGESTION_COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: JSON.stringify(filters()),
      rowHeight: 30,
      idOf: (row) => String(row.id),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () => emptyNote(t("noSuggestions"), t("suggestionsComeFromRules")),
    },
  });
}
