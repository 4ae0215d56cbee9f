// The ledger as this member verified it: how far, block by block, and what differed when verification halted.
import { h } from "../lib/dom.js";
import { get, post } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { Opened } from "../lib/opened.js";
import { Pager } from "../lib/pager.js";
import { may } from "../lib/roles.js";
import { go, linkTo } from "../lib/route.js";
import { HALT_REASONS, LEDGER_STATES, sentence } from "../lib/words.js";
import "../parts/data-table.js";
import { panel, section, splitView } from "../parts/split.js";
import { transaction } from "../parts/trade-detail.js";
import { badge, emptyNote, facts, hash, instant, problemBox, skeleton } from "../parts/pieces.js";

const REST_MILLIS = 1_500;
const COLUMNS = [
  { key: "number", label: "Block", width: 6, cell: (row) => h("span", { class: "num ref" }, `#${count(row.number)}`) },
  { key: "at", label: "Time", width: 9, cell: (row) => instant(row.at) },
  {
    key: "transactions",
    label: "Transactions",
    width: 7.5,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.transactions)),
  },
  {
    key: "valid",
    label: "Valid",
    width: 6,
    align: "end",
    cell: (row) => h("span", { class: ["num", row.valid < row.transactions && "text-warn"] }, count(row.valid)),
  },
  {
    key: "effects",
    label: "Effects",
    width: 6,
    align: "end",
    title: "Changes of trades and balances",
    cell: (row) => h("span", { class: "num" }, count(row.effects)),
  },
  { key: "hash", drop: 2, label: "Hash", width: 13, cell: (row) => hash(row.hash) },
  { key: "previous", drop: 1, label: "Follows", width: 13, cell: (row) => hash(row.previousHash) },
  { key: "applied", drop: 3, label: "Verified", width: 9, align: "end", cell: (row) => instant(row.appliedAt) },
];

export function ledgerScreen(app) {
  let params = {};
  let status = null;
  let problem = null;
  const set = (changes) => go("ledger", { ...params, ...changes }, true);
  const close = () => set({ open: undefined });
  const pager = new Pager(
    "/blocks",
    () => {
      if (pager.problem) app.failed(pager.problem);
      app.draw();
    },
    (row) => String(row.number),
  );
  const opened = new Opened((number) => get(`/blocks/${number}`), app);

  async function readStatus() {
    try {
      status = await get("/ledger");
      problem = null;
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }
  const follow = calm(REST_MILLIS, () => {
    readStatus();
    if (document.querySelector("data-table#blocks")?.atTop ?? true) pager.refresh();
  });

  async function resume(event) {
    event.preventDefault();
    try {
      status = await post("/ledger/resume", { reason: event.currentTarget.elements.reason.value.trim() });
      problem = null;
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }

  return {
    show(next) {
      params = next;
      if (pager.state === "idle") {
        pager.load({});
        readStatus();
      }
      opened.show(next.open);
    },
    onBlock: follow,
    onLedger: follow,
    reload: follow,
    close,
    stop() {
      follow.stop();
      pager.stop();
    },
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, "Ledger"),
        h("p", { class: "sub" }, "Every block is re-computed by this member before it counts."),
      ),
      problem ? problemBox(problem, readStatus) : null,
      status ? statusCard(app, status, resume) : skeleton(3),
      splitView(
        h("section", { class: "card list-card", "aria-label": "Blocks" }, list(pager, params, set)),
        opened,
        "Block",
        () => blockDetail(opened, close),
      ),
    ],
  };
}

function statusCard(app, status, resume) {
  const [word, tone] = LEDGER_STATES[status.status] ?? [sentence(status.status), "warn"];
  return h(
    "section",
    { class: "card ledger-status", "aria-label": "State of verification" },
    facts([
      ["Verification", badge(word, tone)],
      ["Verified to", h("span", { class: "num" }, `block ${count(status.verifiedHeight)} of ${count(status.height)}`)],
      ["Behind", `${count(status.lagBlocks)} blocks`],
      ["Last block", instant(status.lastBlockAt)],
      ["Channel", status.channel],
      status.stateDigest ? ["State digest", hash(status.stateDigest)] : null,
    ]),
    status.halt ? haltDetail(app, status.halt, resume) : null,
  );
}

function haltDetail(app, halt, resume) {
  return h(
    "div",
    { class: "halt-detail" },
    h("h2", null, "Where it halted"),
    h("p", null, halt.sentence || HALT_REASONS[halt.reason]),
    facts([
      ["Block", h("span", { class: "num" }, count(halt.block))],
      halt.txId ? ["Transaction", hash(halt.txId, true)] : null,
      halt.key ? ["Key", h("code", null, halt.key)] : null,
      ["Since", instant(halt.at)],
      halt.expectedSha256 ? ["Computed here", hash(halt.expectedSha256, true)] : null,
      halt.actualSha256 ? ["The block holds", hash(halt.actualSha256, true)] : null,
    ]),
    may(app.session, "resume")
      ? h(
          "form",
          { class: "resume", onsubmit: resume },
          h(
            "label",
            null,
            "What was done about it",
            h("input", {
              name: "reason",
              required: true,
              maxlength: "500",
              placeholder: "Peer was restored from its backup",
            }),
          ),
          h("button", { class: "primary" }, "Verify the block again"),
        )
      : h("p", { class: "small-note" }, "An operator can have the block verified again."),
  );
}

function list(pager, params, set) {
  if (pager.state === "failed" && pager.rows.length === 0) return problemBox(pager.problem, () => pager.load({}));
  return h("data-table", {
    id: "blocks",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: "Blocks",
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: "blocks",
      rowHeight: 30,
      idOf: (row) => String(row.number),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () => emptyNote("No blocks yet", "The first block appears as soon as it has been read and verified."),
    },
  });
}

function blockDetail(opened, close) {
  const again = () => opened.again();
  return panel({ ...opened, again }, "Block", `#${count(opened.id)}`, close, ({ block, transactions }) => [
    facts([
      ["Time", instant(block.at)],
      ["Verified", instant(block.appliedAt)],
      ["Hash", hash(block.hash)],
      ["Follows", hash(block.previousHash)],
      ["Effects", count(block.effects)],
      block.ordererSignatures === undefined ? null : ["Orderers", `${count(block.ordererSignatures)} signed it`],
      ["Trades", h("a", { href: linkTo("trades", { block: String(block.number) }) }, "recorded or moved in it")],
    ]),
    section(
      `${count(block.transactions)} ${block.transactions === 1 ? "transaction" : "transactions"}`,
      transactions.map(transaction),
    ),
  ]);
}
