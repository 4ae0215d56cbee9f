// Overview: is this member in balance, how far is reconciliation, and where do the differences lie.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count, percent } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { headline } from "../lib/proof.js";
import { linkTo } from "../lib/route.js";
import { span, time } from "../lib/times.js";
import { LEDGER_STATES, sentence } from "../lib/words.js";
import { kindBars, minuteBars, rateLine, splitBar } from "../parts/charts.js";
import { accountTable } from "../parts/accounts.js";
import { trendsCard } from "../parts/trends.js";
import { plainTable } from "../parts/split.js";
import { amount, badge, emptyNote, kpi, problemBox, skeleton } from "../parts/pieces.js";

const REST_MILLIS = 2_000;
const TREND_DAYS = 90;

export function overviewScreen(app) {
  let accounts = null;
  let stats = null;
  let positions = [];
  let problem = null;
  let onlyOpen = false;
  let trends = null;
  let trendAsset = null;

  // Trends change once a day; an answer that fails leaves the rest of the screen as it is.
  async function loadTrends() {
    const from = new Date(Date.now() - TREND_DAYS * 86_400_000).toISOString().slice(0, 10);
    try {
      trends = (await get("/trends", { from })).items;
    } catch (refusal) {
      app.failed(refusal);
    }
    app.draw();
  }
  loadTrends();

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
            h("h2", { id: "accounts-title" }, t("balances")),
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
              t("onlyThoseNotInBalance"),
            ),
          ),
          accounts ? accountTable(inOrder(accounts, app.member), positions, onlyOpen) : problem ? null : skeleton(8),
        ),
        h(
          "div",
          { class: "side-cards" },
          breaksCard(app.summary),
          stats ? throughputCard(stats) : null,
          trends
            ? trendsCard(trends, trendAsset, (asset) => {
                trendAsset = asset;
                app.draw();
              })
            : null,
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
    : ["quiet", problem ? t("theBalancesCannotBeRead") : t("readingTheBalances")];
  const { summary } = app;
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    summary
      ? h(
          "p",
          { class: "sub" },
          t("ofProofAmountsAreZeroAs", {
            provedAccounts: summary.provedAccounts,
            accounts: summary.accounts,
            at: time(summary.at),
            verifiedHeight: summary.ledger.verifiedHeight,
          }),
        )
      : null,
  );
}

function strip({ items, ledger }, stats) {
  const [ledgerWord, ledgerTone] = LEDGER_STATES[ledger.status] ?? [sentence(ledger.status), "warn"];
  return h(
    "section",
    { class: "strip", "aria-label": t("reconciliationAndLedger") },
    h(
      "div",
      { class: "kpi kpi-wide" },
      h("p", { class: "kpi-label" }, t("nEntryOfBothSides", { n: items.total })),
      splitBar(items),
      h(
        "p",
        { class: "split-legend" },
        h("span", { class: "legend-matched" }, rich("nMatched", { n: h("b", { class: "num" }, count(items.matched)) })),
        h(
          "a",
          { class: "legend-broken", href: linkTo("breaks") },
          rich("nBroken", { n: h("b", { class: "num" }, count(items.broken)) }),
        ),
        h("span", { class: "legend-pending" }, rich("nPending", { n: h("b", { class: "num" }, count(items.pending)) })),
      ),
    ),
    kpi(t("matchRate"), percent(items.matched, items.total), t("ofTheEntriesOfBothSides")),
    kpi(t("verifiedToBlock"), count(ledger.verifiedHeight), [
      badge(ledgerWord, ledgerTone),
      " ",
      t("ofWithHeight", { height: ledger.height }),
    ]),
    kpi(
      t("behind"),
      t("nBlock", { n: ledger.lagBlocks }),
      ledger.lastBlockAt ? t("lastOneAt", { lastBlockAt: time(ledger.lastBlockAt) }) : t("noBlockYet"),
    ),
    latency(t("submittedToReconciled"), stats?.submittedToVerdict),
    latency(t("blockToReconciled"), stats?.deliveredToVerdict),
  );
}

function latency(label, measured) {
  if (!measured?.count) return kpi(label, "\u2013", t("noTradeMeasuredYet"));
  return kpi(label, span(measured.p50), t("median99Of100In", { p99: span(measured.p99) }));
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
      h("h2", { id: "kinds-title" }, t("openBreaksByKind")),
      h("a", { href: linkTo("breaks") }, t("breaksDesk")),
    ),
    summary ? (open.length ? kindBars(open) : emptyNote(t("noOpenBreaks"))) : skeleton(5),
  );
}

// An issuer owes what all members together hold of its assets.
function issuedCard(positions) {
  const issued = positions.filter((position) => position.kind === "ISSUED");
  if (issued.length === 0) return null;
  return h(
    "section",
    { class: "card", "aria-labelledby": "issued-title", "data-key": "issued" },
    h("header", { class: "card-head" }, h("h2", { id: "issued-title" }, t("issuedByThisMember"))),
    h(
      "div",
      { class: "card-body" },
      plainTable(
        [t("asset"), [t("heldByAll"), "end"]],
        issued.map((position) => [position.asset, amount(position.total)]),
      ),
    ),
  );
}

function throughputCard(stats) {
  return h(
    "section",
    { class: "card" },
    h(
      "header",
      { class: "card-head" },
      h("h2", null, t("tradesPerMinute")),
      h("span", { class: "sub" }, t("lastHour")),
    ),
    minuteBars(
      stats.perMinute.map((minute) => ({ value: minute.trades })),
      t("tradesPerMinute"),
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
      h("h2", null, t("matchRate")),
      h("span", { class: "sub" }, t("sinceThisPageWasOpened")),
    ),
    rateLine(
      rates.map((point) => point.rate),
      t("matchRateSinceThisPageWas"),
    ),
  );
}
