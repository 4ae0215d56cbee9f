// The workbench: what is known of the member and its ledger, the screens by name, and the one place where the page is drawn.
import { announce, h, patch } from "./lib/dom.js";
import { t } from "./lib/i18n.js";
import { get, useSession } from "./lib/api.js";
import { installKeys, installMenuClosing } from "./lib/keys.js";
import { LiveStream } from "./lib/live.js";
import { go, readRoute } from "./lib/route.js";
import { calm } from "./lib/calm.js";
import { screensFor } from "./lib/roles.js";
import { TABS, openHelp, shell } from "./parts/shell.js";
import { skeleton } from "./parts/pieces.js";
import { signInScreen } from "./screens/sign-in.js";
import { overviewScreen } from "./screens/overview.js";
import { tradesScreen } from "./screens/trades.js";
import { policyScreen } from "./screens/policy.js";
import { rulesScreen } from "./screens/rules.js";
import { settlementScreen } from "./screens/settlement.js";
import { liquidityScreen } from "./screens/liquidity.js";
import { cyclesScreen } from "./screens/cycles.js";
import { revenueScreen } from "./screens/revenue.js";
import { breaksScreen } from "./screens/breaks.js";
import { sharedScreen } from "./screens/shared.js";
import { approvalsScreen } from "./screens/approvals.js";
import { statementsScreen } from "./screens/statements.js";
import { entriesScreen } from "./screens/entries.js";
import { ledgerScreen } from "./screens/ledger.js";
import { auditScreen } from "./screens/audit.js";

const SCREENS = {
  overview: overviewScreen,
  trades: tradesScreen,
  settlement: settlementScreen,
  liquidity: liquidityScreen,
  cycles: cyclesScreen,
  revenue: revenueScreen,
  breaks: breaksScreen,
  shared: sharedScreen,
  approvals: approvalsScreen,
  rules: rulesScreen,
  policy: policyScreen,
  statements: statementsScreen,
  entries: entriesScreen,
  ledger: ledgerScreen,
  audit: auditScreen,
};
const SUMMARY_REST_MILLIS = 1_000;
const REDRAW_MILLIS = 5_000;
const RATE_POINTS = 240;

const root = document.getElementById("app");

/** What every screen may read. A screen calls `draw()` after it changed something of its own. */
const app = {
  session: null,
  member: null,
  summary: null,
  summaryAt: null,
  rates: [], // match rate over time as this page saw it
  connection: "connecting",
  screenName: null,
  screens: [],
  draw,
  failed,
  signedIn,
};

let screen = null;
let frame = 0;
let signInNote = null;

const summaryLater = calm(SUMMARY_REST_MILLIS, readSummary);

const stream = new LiveStream(
  (state) => {
    app.connection = state;
    if (state === "lost") get("/session").catch(failed);
    draw();
  },
  () => {
    readSummary();
    screen?.reload?.();
  },
)
  .on("ledger", takeLedger)
  .on("block", (event) => tell("onBlock", event))
  .on("settlement", (event) => screen?.onSettlement?.(event))
  .on("risk", (event) => tell("onRisk", event))
  .on("break", (event) => tell("onBreak", event))
  .on("statement", (event) => tell("onStatement", event))
  .on("position", () => summaryLater());

function tell(hook, event) {
  summaryLater();
  screen?.[hook]?.(event);
}

function draw() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    if (!app.session) patch(root, signInScreen(app, signInNote));
    else patch(root, shell(app, screen ? screen.view() : skeleton()));
    document.title = title();
  });
}

function title() {
  if (!app.session) return `${t("signIn")} \u00b7 ${t("clearingWorkbench")}`;
  const halted = app.summary?.ledger.status === "HALTED" ? `${t("haltedLoud")} \u00b7 ` : "";
  return `${halted}${TABS[app.screenName]} \u00b7 ${app.member.name}`;
}

async function readSummary() {
  if (!app.session) return;
  try {
    takeSummary(await get("/summary"));
  } catch (problem) {
    failed(problem);
  }
}

function takeSummary(summary) {
  const before = app.summary?.ledger.status;
  app.summary = summary;
  app.summaryAt = Date.now();
  if (app.rates.at(-1)?.rate !== summary.matchRate) {
    app.rates = [...app.rates, { at: summary.at, rate: summary.matchRate }].slice(-RATE_POINTS);
  }
  if (summary.ledger.status === "HALTED" && before !== "HALTED")
    announce(t("verificationOfTheLedgerHasHaltedSentence"));
  draw();
}

function takeLedger(ledger) {
  if (app.summary) takeSummary({ ...app.summary, ledger });
  screen?.onLedger?.(ledger);
}

/** Hands over a failure; a session that is over leads to the sign-in, and afterwards back to where the person was. */
function failed(problem) {
  if (!problem?.signedOut || !app.session) return;
  signOut(problem.chosen ? null : t("yourSessionIsOverSignIn"));
}

function signOut(note) {
  signInNote = note;
  stream.close();
  screen?.stop?.();
  screen = null;
  Object.assign(app, { session: null, member: null, summary: null, rates: [], screenName: null });
  useSession(null);
  draw();
}

async function signedIn(session) {
  useSession(session);
  app.member = await get("/member");
  app.session = session;
  app.screens = screensFor(session);
  signInNote = null;
  stream.open();
  showRoute();
  await readSummary();
}

function showRoute() {
  if (!app.session) return;
  const { screen: name, params } = readRoute(app.screens);
  if (name !== app.screenName) {
    const first = app.screenName === null;
    screen?.stop?.();
    app.screenName = name;
    screen = SCREENS[name](app);
    if (!first) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("heading")?.focus()));
  }
  screen.show(params);
  draw();
}

installKeys({
  go: (name) => app.screens.includes(name) && go(name),
  help: () => app.session && openHelp(),
  close: () => screen?.close?.(),
  key: (key) => screen?.key?.(key) ?? false,
});
installMenuClosing();
window.addEventListener("hashchange", showRoute);
// Ages are shown relative to now, so the page is drawn now and then even when nothing happens.
setInterval(() => app.session && !document.hidden && draw(), REDRAW_MILLIS);

get("/session")
  .then(signedIn)
  .catch((problem) => (problem.signedOut ? draw() : patch(root, unreachable(problem))));

function unreachable(problem) {
  return h(
    "main",
    { class: "boot", role: "alert" },
    h("h1", null, t("theServiceCannotBeReached")),
    h("p", null, problem.message),
    h("button", { type: "button", onclick: () => location.reload() }, t("tryAgain")),
  );
}
