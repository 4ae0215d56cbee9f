// The ledger as this member verified it: how far, block by block, and what differed when verification halted.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
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
  {
    key: "number",
    label: t("block"),
    width: 6,
    cell: (row) => h("span", { class: "num ref" }, `#${count(row.number)}`),
  },
  { key: "at", label: t("time"), width: 9, cell: (row) => instant(row.at) },
  {
    key: "transactions",
    label: t("transactions"),
    width: 7.5,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.transactions)),
  },
  {
    key: "valid",
    label: t("valid"),
    width: 6,
    align: "end",
    cell: (row) => h("span", { class: ["num", row.valid < row.transactions && "text-warn"] }, count(row.valid)),
  },
  {
    key: "effects",
    label: t("effects"),
    width: 6,
    align: "end",
    title: t("changesOfTradesAndBalances"),
    cell: (row) => h("span", { class: "num" }, count(row.effects)),
  },
  { key: "hash", drop: 2, label: t("hash"), width: 13, cell: (row) => hash(row.hash) },
  { key: "previous", drop: 1, label: t("follows"), width: 13, cell: (row) => hash(row.previousHash) },
  { key: "applied", drop: 3, label: t("verified"), width: 9, align: "end", cell: (row) => instant(row.appliedAt) },
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
        h("h1", { id: "heading", tabindex: "-1" }, t("ledger")),
        h("p", { class: "sub" }, t("everyBlockIsRecomputedByThis")),
      ),
      problem ? problemBox(problem, readStatus) : null,
      status ? statusCard(app, status, resume) : skeleton(3),
      splitView(
        h("section", { class: "card list-card", "aria-label": t("blocks") }, list(pager, params, set)),
        opened,
        t("block"),
        () => blockDetail(opened, close),
      ),
    ],
  };
}

function statusCard(app, status, resume) {
  const [word, tone] = LEDGER_STATES[status.status] ?? [sentence(status.status), "warn"];
  return h(
    "section",
    { class: "card ledger-status", "aria-label": t("stateOfVerification") },
    facts([
      [t("verification"), badge(word, tone)],
      [
        t("verifiedTo"),
        h("span", { class: "num" }, t("blockOf", { verifiedHeight: status.verifiedHeight, height: status.height })),
      ],
      [t("behind"), t("nBlock", { n: status.lagBlocks })],
      [t("lastBlock"), instant(status.lastBlockAt)],
      [t("channel"), status.channel],
      status.stateDigest ? [t("stateDigest"), hash(status.stateDigest)] : null,
    ]),
    status.halt ? haltDetail(app, status.halt, resume) : null,
  );
}

function haltDetail(app, halt, resume) {
  return h(
    "div",
    { class: "halt-detail" },
    h("h2", null, t("whereItHalted")),
    h("p", null, halt.sentence || HALT_REASONS[halt.reason]),
    facts([
      [t("block"), h("span", { class: "num" }, count(halt.block))],
      halt.txId ? [t("transaction"), hash(halt.txId, true)] : null,
      halt.key ? [t("key"), h("code", null, halt.key)] : null,
      [t("since"), instant(halt.at)],
      halt.expectedSha256 ? [t("computedHere"), hash(halt.expectedSha256, true)] : null,
      halt.actualSha256 ? [t("theBlockHolds"), hash(halt.actualSha256, true)] : null,
    ]),
    may(app.session, "resume")
      ? h(
          "form",
          { class: "resume", onsubmit: resume },
          h(
            "label",
            null,
            t("whatWasDoneAboutIt"),
            h("input", {
              name: "reason",
              required: true,
              maxlength: "500",
              placeholder: t("peerWasRestoredFromItsBackup"),
            }),
          ),
          h("button", { class: "primary" }, t("verifyTheBlockAgain")),
        )
      : h("p", { class: "small-note" }, t("anOperatorCanHaveTheBlock")),
  );
}

function list(pager, params, set) {
  if (pager.state === "failed" && pager.rows.length === 0) return problemBox(pager.problem, () => pager.load({}));
  return h("data-table", {
    id: "blocks",
    onrowopen: (event) => set({ open: event.detail.id }),
    onneedmore: () => pager.more(),
    ".model": {
      label: t("blocks"),
      columns: COLUMNS,
      rows: pager.rows,
      hasMore: pager.hasMore,
      question: "blocks",
      rowHeight: 30,
      idOf: (row) => String(row.number),
      openId: params.open ?? null,
      loading: pager.state === "loading" ? () => skeleton(8) : null,
      empty: () => emptyNote(t("noBlocksYet"), t("theFirstBlockAppearsAsSoon")),
    },
  });
}

function blockDetail(opened, close) {
  const again = () => opened.again();
  return panel({ ...opened, again }, t("block"), `#${count(opened.id)}`, close, ({ block, transactions }) => [
    facts([
      [t("time"), instant(block.at)],
      [t("verified"), instant(block.appliedAt)],
      [t("hash"), hash(block.hash)],
      [t("follows"), hash(block.previousHash)],
      [t("effects"), count(block.effects)],
      block.ordererSignatures === undefined
        ? null
        : [t("orderers"), t("signedIt", { ordererSignatures: block.ordererSignatures })],
      [t("trades"), h("a", { href: linkTo("trades", { block: String(block.number) }) }, t("recordedOrMovedInIt"))],
    ]),
    section(t("nTransaction", { n: block.transactions }), transactions.map(transaction)),
  ]);
}
