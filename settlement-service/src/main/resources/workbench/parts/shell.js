// What surrounds every screen: the bar with the member, the screens, the ledger's state, and the banner when it halted.
import { h, patch } from "../lib/dom.js";
import { remove } from "../lib/api.js";
import { count, format, isZero } from "../lib/amounts.js";
import { KEY_HELP } from "../lib/keys.js";
import { linkTo } from "../lib/route.js";
import { date, since, span } from "../lib/times.js";
import { HALT_REASONS, LEDGER_STATES, memberName, sentence } from "../lib/words.js";
import { instant } from "./pieces.js";

const TABS = {
  overview: "Overview",
  trades: "Trades",
  settlement: "Settlement",
  liquidity: "Liquidity",
  cycles: "Cycles",
  revenue: "Revenue",
  breaks: "Breaks",
  statements: "Statements",
  ledger: "Ledger",
  audit: "Audit",
};

/** The page around a screen. */
export function shell(app, content) {
  return [
    h("a", { class: "skip", href: "#heading", onclick: skip }, "Skip to the content"),
    h(
      "header",
      { class: "bar" },
      h(
        "div",
        { class: "brand" },
        h("span", { class: "mark", "aria-hidden": "true" }),
        h("span", { class: "member" }, app.member.name),
        h("span", { class: "product" }, "Clearing"),
      ),
      h(
        "nav",
        { "aria-label": "Screens" },
        app.screens.map((name) => tab(app, name, TABS[name])),
      ),
      h("div", { class: "bar-end" }, connection(app), ledgerChip(app), themeButton(), userMenu(app)),
    ),
    haltedBanner(app.summary?.ledger),
    riskBanner(app.summary, app.member.id),
    h("main", { class: `screen screen-${app.screenName}`, "data-key": app.screenName }, content),
  ];
}

function skip(event) {
  event.preventDefault(); // the hash belongs to the screens
  document.getElementById("heading")?.focus();
}

function tab(app, name, text) {
  const current = app.screenName === name;
  const open = name === "breaks" ? app.summary?.breaks.open : null;
  return h(
    "a",
    { href: linkTo(name), "aria-current": current ? "page" : null },
    text,
    open ? h("span", { class: "tab-count", "aria-label": `${count(open)} open` }, count(open)) : null,
  );
}

function connection(app) {
  const words = { live: "Live", connecting: "Connecting", lost: "Not live" };
  const age = app.connection === "lost" && app.summaryAt ? ` \u00b7 figures ${span(since(app.summaryAt))} old` : "";
  return h("span", { class: `connection connection-${app.connection}`, role: "status" }, words[app.connection] + age);
}

function ledgerChip(app) {
  const ledger = app.summary?.ledger;
  if (!ledger) return null;
  const [text, tone] = LEDGER_STATES[ledger.status] ?? [sentence(ledger.status), "warn"];
  return h(
    "a",
    { class: ["chip", `tone-${tone}`], href: linkTo("ledger"), title: "This member's own verification of the ledger" },
    h("span", { class: "chip-text" }, text),
    h("span", { class: "num" }, `#${count(ledger.verifiedHeight)}`),
  );
}

function haltedBanner(ledger) {
  if (ledger?.status !== "HALTED") return null;
  const { halt } = ledger;
  return h(
    "section",
    { class: "halted", role: "alert", "data-key": "halted" },
    h("h2", null, "Verification of the ledger has halted"),
    h(
      "p",
      null,
      halt ? `Block ${count(halt.block)}: ${halt.sentence || HALT_REASONS[halt.reason]} ` : "",
      "Nothing from there on has been taken into the figures below. Do not pay or deliver on the strength of them.",
    ),
    h(
      "p",
      { class: "halted-foot" },
      halt ? h("span", null, "Since ", instant(halt.at), ` (${span(since(halt.at))})`) : null,
      halt ? h("code", null, halt.reason) : null,
      h("a", { href: linkTo("ledger") }, "What differs"),
    ),
  );
}

/** Members whose trades are frozen, caps whose use nothing covers any more, and the last night when its stress test does not hold. */
function riskBanner(summary, own) {
  const frozen = summary?.inDefault ?? [];
  const alarms = summary?.coverAlarms ?? [];
  const stress = summary?.stressAlarm;
  if (frozen.length + alarms.length === 0 && !stress) return null;
  return h(
    "section",
    { class: "risk-banner", role: "alert", "data-key": "risk" },
    frozen.map((one) =>
      h(
        "p",
        { "data-key": one.member },
        h("b", null, one.member === own ? "This member is in default" : `${memberName(one.member)} is in default`),
        `: ${one.reason}. Signed by ${one.signatures.map(memberName).join(", ")}. Trades with it wait for their close-out.`,
      ),
    ),
    alarms.map((alarm) =>
      h(
        "p",
        { "data-key": `${alarm.member}/${alarm.asset}` },
        h("b", null, `Cover of ${memberName(alarm.member)} lacks ${format(alarm.missing)} ${alarm.asset}`),
        `: it uses ${format(alarm.used)} of its cap, and its collateral carries ${format(alarm.cover)}. `,
        h("a", { href: linkTo("liquidity", { member: alarm.member === own ? undefined : alarm.member }) }, "Caps and limits"),
      ),
    ),
    stress ? stressLine(stress) : null,
  );
}

function stressLine({ date: night, cover1, cover2, defaults }) {
  const covers = [cover1 ? null : "Cover-1", cover2 ? null : "Cover-2"].filter(Boolean);
  return h(
    "p",
    { "data-key": "stress" },
    h("b", null, `${covers.join(" and ")} ${covers.length > 1 ? "do" : "does"} not hold`),
    ` in the stress test of ${date(night)}: `,
    defaults
      .filter((one) => one.refusal || !isZero(one.lossBeyondFund))
      .map((one) =>
        one.refusal
          ? `the default of ${memberName(one.member)} could not be played (${one.refusal})`
          : `the default of ${memberName(one.member)} leaves ${format(one.lossBeyondFund)} ${one.currency} beyond what was paid in beforehand`,
      )
      .join("; "),
    ". ",
    h("a", { href: linkTo("liquidity") }, "Stress"),
  );
}

function themeButton() {
  const next = { light: "dark", dark: "system", system: "light" };
  const names = { light: "Light", dark: "Dark", system: "Auto" };
  const now = document.documentElement.dataset.theme ?? "system";
  const choose = (event) => {
    const chosen = next[now];
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem("clearing.theme", chosen);
    } catch (blocked) {
      console.info("The theme is kept until this page is closed: this browser blocks storage", blocked.name);
    }
    patch(event.currentTarget.parentElement, themeButton());
  };
  return h(
    "span",
    { class: "theme" },
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: choose,
        title: "Theme",
        "aria-label": `${names[now]} theme, change to ${names[next[now]]}`,
      },
      names[now],
    ),
  );
}

function userMenu(app) {
  return h(
    "details",
    { class: "user", "data-key": "user" },
    h(
      "summary",
      null,
      h("span", null, app.session.user),
      h("span", { class: "role" }, app.session.roles.map(sentence).join(", ")),
    ),
    h(
      "div",
      { class: "user-panel" },
      h("p", null, `${app.member.name}, channel ${app.member.channel}, version ${app.member.version}`),
      h("p", null, "The session ends at ", instant(app.session.expiresAt), "."),
      h("button", { type: "button", onclick: openHelp }, "Keyboard"),
      h("button", { type: "button", onclick: () => signOut(app) }, "Sign out"),
    ),
  );
}

async function signOut(app) {
  try {
    await remove("/session");
  } catch (problem) {
    if (!problem.signedOut) console.warn("The service did not confirm the sign-out", problem.code);
  }
  app.failed({ signedOut: true, chosen: true });
}

/** Opens the list of keys. */
export function openHelp() {
  let dialog = document.getElementById("help");
  if (!dialog) {
    dialog = h("dialog", { id: "help", "aria-labelledby": "help-title" });
    document.body.append(dialog);
  }
  patch(
    dialog,
    h("h2", { id: "help-title" }, "Keyboard"),
    h(
      "dl",
      { class: "keys" },
      KEY_HELP.map(([keys, text]) =>
        h(
          "div",
          null,
          h(
            "dt",
            null,
            keys.split(" ").map((key) => (key ? (["then"].includes(key) ? ` ${key} ` : h("kbd", null, key)) : " ")),
          ),
          h("dd", null, text),
        ),
      ),
    ),
    h("form", { method: "dialog" }, h("button", { autofocus: true }, "Close")),
  );
  dialog.showModal();
}
