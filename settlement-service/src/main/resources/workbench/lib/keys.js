// Keys that work on every screen. A key is left alone while someone types in a field or a dialog is open.
import { t } from "./i18n.js";

const SCREEN_KEYS = {
  o: "overview",
  t: "trades",
  q: "settlement",
  i: "liquidity",
  c: "cycles",
  r: "revenue",
  b: "breaks",
  h: "shared",
  p: "approvals",
  u: "rules",
  y: "policy",
  s: "statements",
  e: "entries",
  l: "ledger",
  a: "audit",
};
const CHORD_MILLIS = 1_200;

/** What the help dialog lists. */
export const KEY_HELP = [
  ["/", t("searchTheList")],
  ["j  k", t("nextAndPreviousRow")],
  ["Enter", t("openTheRow")],
  ["Esc", t("closeTheDetailOrLeaveThe")],
  ["g … o t q i c", t("goToOverviewTradesSettlementQueue")],
  ["g … r b p u y s e l", t("goToRevenueBreaksStatementsLedger")],
  ["g … h", t("goToSharedBreaks")],
  ["x", t("keySelect")],
  ["J  K", t("keyExtend")],
  ["A  L  C  P", t("keyBulk")],
  ["?", t("thisHelp")],
];

/** Installs the keys; `actions` has `go(screen)`, `help()`, `close()` and `key(key)`, which says whether the screen took it. */
export function installKeys(actions) {
  let chordUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      const menu = document.querySelector("details.user[open], details.menu[open]");
      if (menu) menu.open = false;
      else if (typing) typing.blur();
      else actions.close();
      return;
    }
    if (typing) return;
    if (event.timeStamp < chordUntil && SCREEN_KEYS[event.key]) {
      chordUntil = 0;
      event.preventDefault();
      actions.go(SCREEN_KEYS[event.key]);
      return;
    }
    if (event.key === "g") chordUntil = event.timeStamp + CHORD_MILLIS;
    else if (event.key === "?") actions.help();
    else if (event.key === "/") focusSearch(event);
    else if (event.key === "j" || event.key === "k") inTable(event, (table) => table.move(event.key === "j" ? 1 : -1));
    else if (event.key === "J" || event.key === "K")
      inTable(event, (table) => table.extend(event.key === "J" ? 1 : -1));
    else if (event.key === "x") inTable(event, (table) => table.mark());
    else if (actions.key(event.key)) event.preventDefault();
  });
}

/** Closes the menu of the bar when a click goes elsewhere. */
export function installMenuClosing() {
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("details.user[open], details.menu[open]");
    if (menu && !event.target.closest("details.menu summary, details.menu .menu-panel, details.user summary"))
      menu.open = false;
  });
}

function focusSearch(event) {
  const search = document.querySelector("input[type=search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}

function inTable(event, action) {
  const table = document.querySelector("data-table");
  if (!table) return;
  event.preventDefault();
  action(table);
  table.focusBody();
}
