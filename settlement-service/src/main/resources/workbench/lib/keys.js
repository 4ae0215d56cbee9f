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
  s: "statements",
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
  ["g … r b s l", t("goToRevenueBreaksStatementsLedger")],
  ["?", t("thisHelp")],
];

/** Installs the keys; `actions` has `go(screen)`, `help()` and `close()`. */
export function installKeys(actions) {
  let chordUntil = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      const menu = document.querySelector("details.user[open]");
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
    else if (event.key === "j" || event.key === "k") moveRow(event, event.key === "j" ? 1 : -1);
  });
}

/** Closes the menu of the bar when a click goes elsewhere. */
export function installMenuClosing() {
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("details.user[open]");
    if (menu && !event.target.closest("details.user summary")) menu.open = false;
  });
}

function focusSearch(event) {
  const search = document.querySelector("input[type=search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}

function moveRow(event, step) {
  const table = document.querySelector("data-table");
  if (!table) return;
  event.preventDefault();
  table.move(step);
  table.focusBody();
}
