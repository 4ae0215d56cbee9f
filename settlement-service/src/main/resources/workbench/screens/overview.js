// Overview: is this member in balance, how far is reconciliation, and where do the differences lie.
import { h } from "../lib/dom.js";
import { get } from "../lib/api.js";
import { count, percent } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { headline } from "../lib/proof.js";
import { linkTo } from "../lib/route.js";
import { span, time } from "../lib/times.js";
import { LEDGER_STATES, sentence } from "../lib/words.js";
import { kindBars, minuteBars, rateLine, splitBar } from "../parts/charts.js";
import { accountTable } from "../parts/accounts.js";
import { plainTable } from "../parts/split.js";
import { amount, badge, emptyNote, kpi, problemBox, skeleton } from "../parts/pieces.js";

const REST_MILLIS = 2_000;

export function overviewScreen(app) {
  let accounts = null;
  let stats = null;
  let positions = [];
  let problem = null;
  let onlyOpen = false;

  async function load() {
    try {
      const [list, measured, page] = await Promise.all([
        get("/accounts"),
        get("/stats"),
        get("/positions", { limit: 500 }),
      ]);
      accounts = list.items;
      stats = measured;
      positions = page.items;
      problem = null;
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }
  const later = calm(REST_MILLIS, load);

  return {
    show: later,
    reload: later,
    onBlock: later,
    onBreak: later,
    onStatement: later,
    stop: () => later.stop(),
    view: () => [
      head(app, accounts, problem),
      problem ? problemBox(problem, load) : null,
      app.summary ? strip(app.summary, stats) : skeleton(2),
      h(
        "div",
        { class: "overview-grid" },
        h(
          "section",
          { class: "card accounts-card", "aria-labelledby": "accounts-title" },
          h(
            "header",
            { class: "card-head" },
            h("h2", { id: "accounts-title" }, "Balances"),
            h(
              "label",
              { class: "toggle" },
              h("input", {
                type: "checkbox",
                checked: onlyOpen,
                onchange: (event) => {
                  onlyOpen = event.target.checked;
                  app.draw();
                },
              }),
              "Only those not in balance",
            ),
          ),
          accounts ? accountTable(inOrder(accounts, app.member), positions, onlyOpen) : problem ? null : skeleton(8),
        ),
        h(
          "div",
          { class: "side-cards" },
          breaksCard(app.summary),
          stats ? throughputCard(stats) : null,
          rateCard(app.rates),
          issuedCard(positions),
        ),
      ),
    ],
  };
}

// Accounts in the member's own order, and in each cash before securities.
function inOrder(accounts, member) {
  const cash = new Set(member.assets.filter((asset) => asset.kind === "CASH").map((asset) => asset.code));
  const place = ({ account, asset }) => member.accounts.indexOf(account) * 2 + (cash.has(asset) ? 0 : 1);
  return [...accounts].sort((one, other) => place(one) - place(other));
}

function head(app, accounts, problem) {
  const [tone, text] = accounts
    ? headline(accounts)
    : ["quiet", problem ? "The balances cannot be read" : "Reading the balances"];
  const { summary } = app;
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    summary
      ? h(
          "p",
          { class: "sub" },
          `${count(summary.provedAccounts)} of ${count(summary.accounts)} proof amounts are zero. As of ${time(summary.at)}, ledger block ${count(summary.ledger.verifiedHeight)}.`,
        )
      : null,
  );
}

function strip({ items, ledger }, stats) {
  const [ledgerWord, ledgerTone] = LEDGER_STATES[ledger.status] ?? [sentence(ledger.status), "warn"];
  return h(
    "section",
    { class: "strip", "aria-label": "Reconciliation and ledger" },
    h(
      "div",
      { class: "kpi kpi-wide" },
      h("p", { class: "kpi-label" }, `${count(items.total)} entries of both sides`),
      splitBar(items),
      h(
        "p",
        { class: "split-legend" },
        h("span", { class: "legend-matched" }, h("b", { class: "num" }, count(items.matched)), " matched"),
        h(
          "a",
          { class: "legend-broken", href: linkTo("breaks") },
          h("b", { class: "num" }, count(items.broken)),
          " broken",
        ),
        h("span", { class: "legend-pending" }, h("b", { class: "num" }, count(items.pending)), " pending"),
      ),
    ),
    kpi("Match rate", percent(items.matched, items.total), "of the entries of both sides"),
    kpi("Verified to block", count(ledger.verifiedHeight), [
      badge(ledgerWord, ledgerTone),
      ` of ${count(ledger.height)}`,
    ]),
    kpi(
      "Behind",
      ledger.lagBlocks === 0 ? "0 blocks" : `${count(ledger.lagBlocks)} blocks`,
      ledger.lastBlockAt ? `last one at ${time(ledger.lastBlockAt)}` : "no block yet",
    ),
    latency("Submitted to reconciled", stats?.submittedToVerdict),
    latency("Block to reconciled", stats?.deliveredToVerdict),
  );
}

function latency(label, measured) {
  if (!measured?.count) return kpi(label, "\u2013", "no trade measured yet");
  return kpi(label, span(measured.p50), `median; 99 of 100 in ${span(measured.p99)}`);
}

function breaksCard(summary) {
  const kinds = Object.entries(summary?.breaks.byKind ?? {}).map(([kind, number]) => ({ kind, count: number }));
  const open = kinds.filter((entry) => entry.count > 0).sort((one, other) => other.count - one.count);
  return h(
    "section",
    { class: "card", "aria-labelledby": "kinds-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "kinds-title" }, "Open breaks by kind"),
      h("a", { href: linkTo("breaks") }, "Breaks desk"),
    ),
    summary ? (open.length ? kindBars(open) : emptyNote("No open breaks")) : skeleton(5),
  );
}

// An issuer owes what all members together hold of its assets.
function issuedCard(positions) {
  const issued = positions.filter((position) => position.kind === "ISSUED");
  if (issued.length === 0) return null;
  return h(
    "section",
    { class: "card", "aria-labelledby": "issued-title", "data-key": "issued" },
    h("header", { class: "card-head" }, h("h2", { id: "issued-title" }, "Issued by this member")),
    h(
      "div",
      { class: "card-body" },
      plainTable(
        ["Asset", ["Held by all", "end"]],
        issued.map((position) => [position.asset, amount(position.total)]),
      ),
    ),
  );
}

function throughputCard(stats) {
  return h(
    "section",
    { class: "card" },
    h("header", { class: "card-head" }, h("h2", null, "Trades per minute"), h("span", { class: "sub" }, "last hour")),
    minuteBars(
      stats.perMinute.map((minute) => ({ value: minute.trades })),
      "Trades per minute",
      "trades",
    ),
  );
}

function rateCard(rates) {
  return h(
    "section",
    { class: "card" },
    h(
      "header",
      { class: "card-head" },
      h("h2", null, "Match rate"),
      h("span", { class: "sub" }, "since this page was opened"),
    ),
    rateLine(
      rates.map((point) => point.rate),
      "Match rate since this page was opened",
    ),
  );
}
