// What surrounds every screen: the bar with the member, the screens, the ledger's state, and the banner when it halted.
import { h, patch } from "../lib/dom.js";
import { listed, rich, t } from "../lib/i18n.js";
import { remove } from "../lib/api.js";
import { count, format, isZero } from "../lib/amounts.js";
import { KEY_HELP } from "../lib/keys.js";
import { linkTo } from "../lib/route.js";
import { date, since, span } from "../lib/times.js";
import { HALT_REASONS, LEDGER_STATES, memberName, sentence } from "../lib/words.js";
import { languageButtons } from "./language.js";
import { instant } from "./pieces.js";

/** What the screens are called. */
export const TABS = {
  overview: t("overview"),
  trades: t("trades"),
  settlement: t("settlement"),
  liquidity: t("liquidity"),
  cycles: t("cycles"),
  revenue: t("revenue"),
  breaks: t("breaks"),
  shared: t("shared"),
  approvals: t("approvals"),
  rules: t("rules"),
  policy: t("policy"),
  statements: t("statements"),
  entries: t("entries"),
  ledger: t("ledger"),
  audit: t("audit"),
};

/** The page around a screen. */
export function shell(app, content) {
  return [
    h("a", { class: "skip", href: "#heading", onclick: skip }, t("skipToTheContent")),
    h(
      "header",
      { class: "bar" },
      h(
        "div",
        { class: "brand" },
        h("span", { class: "mark", "aria-hidden": "true" }),
        h("span", { class: "member" }, app.member.name),
        h("span", { class: "product" }, t("clearing")),
      ),
      h(
        "nav",
        { "aria-label": t("screens") },
        app.screens
          .filter((name) => name !== "entries" || app.screenName === name) // led to by figures, so it needs no place of its own
          .map((name) => tab(app, name, TABS[name])),
      ),
      h("div", { class: "bar-end" }, connection(app), ledgerChip(app), languageButtons(), themeButton(), userMenu(app)),
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
    open ? h("span", { class: "tab-count", "aria-label": t("openWithOpen", { open }) }, count(open)) : null,
  );
}

function connection(app) {
  const words = { live: t("live"), connecting: t("connecting"), lost: t("notLive") };
  const age =
    app.connection === "lost" && app.summaryAt ? ` \u00b7 ${t("figuresOld", { age: span(since(app.summaryAt)) })}` : "";
  return h("span", { class: `connection connection-${app.connection}`, role: "status" }, words[app.connection] + age);
}

function ledgerChip(app) {
  const ledger = app.summary?.ledger;
  if (!ledger) return null;
  const [text, tone] = LEDGER_STATES[ledger.status] ?? [sentence(ledger.status), "warn"];
  return h(
    "a",
    { class: ["chip", `tone-${tone}`], href: linkTo("ledger"), title: t("thisMembersOwnVerificationOfThe") },
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
    h("h2", null, t("verificationOfTheLedgerHasHalted")),
    h(
      "p",
      null,
      halt
        ? `${t("blockWithBlockSentence", { block: halt.block, sentence: halt.sentence || HALT_REASONS[halt.reason] })} `
        : "",
      t("nothingFromThereOnHasBeen"),
    ),
    h(
      "p",
      { class: "halted-foot" },
      halt ? h("span", null, rich("sinceWithAtSpan", { at: instant(halt.at), span: span(since(halt.at)) })) : null,
      halt ? h("code", null, halt.reason) : null,
      h("a", { href: linkTo("ledger") }, t("whatDiffers")),
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
        h(
          "b",
          null,
          one.member === own ? t("thisMemberIsInDefault") : t("isInDefault", { member: memberName(one.member) }),
        ),
        t("signedByTradesWithItWait", { reason: one.reason, members: one.signatures.map(memberName).join(", ") }),
      ),
    ),
    alarms.map((alarm) =>
      h(
        "p",
        { "data-key": `${alarm.member}/${alarm.asset}` },
        h(
          "b",
          null,
          t("coverOfLacks", { member: memberName(alarm.member), missing: format(alarm.missing), asset: alarm.asset }),
        ),
        t("itUsesOfItsCapAnd", { used: format(alarm.used), cover: format(alarm.cover) }),
        " ",
        h(
          "a",
          { href: linkTo("liquidity", { member: alarm.member === own ? undefined : alarm.member }) },
          t("capsAndLimits"),
        ),
      ),
    ),
    stress ? stressLine(stress) : null,
  );
}

function stressLine({ date: night, cover1, cover2, defaults }) {
  const covers = [cover1 ? null : t("cover1"), cover2 ? null : t("cover2")].filter(Boolean);
  return h(
    "p",
    { "data-key": "stress" },
    h("b", null, t("doesNotHoldWithCovers", { n: covers.length, covers: listed(covers) })),
    " ",
    t("inTheStressTestOf", { day: date(night) }),
    " ",
    defaults
      .filter((one) => one.refusal || !isZero(one.lossBeyondFund))
      .map((one) =>
        one.refusal
          ? t("theDefaultOfCouldNotBe", { member: memberName(one.member), refusal: one.refusal })
          : t("theDefaultOfLeavesBeyondWhat", {
              member: memberName(one.member),
              lossBeyondFund: format(one.lossBeyondFund),
              currency: one.currency,
            }),
      )
      .join("; "),
    ". ",
    h("a", { href: linkTo("liquidity") }, t("stress")),
  );
}

function themeButton() {
  const next = { light: "dark", dark: "system", system: "light" };
  const names = { light: t("light"), dark: t("dark"), system: t("auto") };
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
        title: t("theme"),
        "aria-label": t("themeChangeTo", { names: names[now], names2: names[next[now]] }),
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
      h(
        "p",
        null,
        t("channelVersion", { name: app.member.name, channel: app.member.channel, version: app.member.version }),
      ),
      h("p", null, rich("theSessionEndsAt", { at: instant(app.session.expiresAt) })),
      h("button", { type: "button", onclick: openHelp }, t("keyboard")),
      h("button", { type: "button", onclick: () => signOut(app) }, t("signOut")),
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
    h("h2", { id: "help-title" }, t("keyboard")),
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
            keys.split(" ").map((key) => (key ? (key === "\u2026" ? ` ${t("then")} ` : h("kbd", null, key)) : " ")),
          ),
          h("dd", null, text),
        ),
      ),
    ),
    h("form", { method: "dialog" }, h("button", { autofocus: true }, t("close"))),
  );
  dialog.showModal();
}
