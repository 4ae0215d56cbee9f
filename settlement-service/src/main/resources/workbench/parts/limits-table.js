// Caps and limits with what is used of them.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { isZero } from "../lib/amounts.js";
import { memberName } from "../lib/words.js";
import { amount, badge, emptyNote } from "./pieces.js";
import { plainTable } from "./split.js";

/** The caps and limits of one member, or of all of them when `of` is `*`. */
export function limitsCard({ caps, limits }, of) {
  const shownCaps = caps.filter((cap) => of === "*" || cap.member === of);
  const shownLimits = limits.filter((limit) => of === "*" || limit.member === of || limit.counterparty === of);
  return h(
    "section",
    { class: "card", "aria-labelledby": "limits-title", "data-key": "limits" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "limits-title" }, t("capsAndLimits")),
      h("span", { class: "sub" }, t("howFarPositionsMayGoNow")),
    ),
    h(
      "div",
      { class: "card-body limits" },
      shownCaps.length ? capsTable(shownCaps) : null,
      shownLimits.length ? limitsTable(shownLimits) : null,
      shownCaps.length + shownLimits.length ? null : emptyNote(t("nothingMayBeOwed"), t("membersHaveAgreedNoCapAnd")),
    ),
  );
}

function capsTable(caps) {
  return plainTable(
    [
      t("netDebitCapOf"),
      t("asset"),
      [t("agreed"), "end"],
      [t("countsNow"), "end"],
      t("used"),
      ["", "end"],
      [t("headroom"), "end"],
    ],
    caps.map((cap) => [
      memberName(cap.member),
      h("b", null, cap.asset),
      amount(cap.cap),
      [amount(cap.coveredCap), cap.covered ? coverNote(cap) : null],
      useBar(cap.used, cap.coveredCap),
      amount(cap.used),
      h("b", null, amount(cap.headroom)),
    ]),
  );
}

function coverNote(cap) {
  return isZero(cap.uncovered)
    ? h("span", { class: "cell-note" }, t("asCollateralCoversIt"))
    : h("span", { class: "cell-note" }, badge(t("coverLacks", { uncovered: cap.uncovered }), "bad"));
}

function limitsTable(limits) {
  return plainTable(
    [t("limitOf"), t("towards"), t("asset"), [t("limit"), "end"], t("usedToday"), ["", "end"], [t("headroom"), "end"]],
    limits.map((limit) => [
      memberName(limit.member),
      memberName(limit.counterparty),
      h("b", null, limit.asset),
      amount(limit.limit),
      useBar(limit.used, limit.limit),
      amount(limit.used),
      h("b", null, amount(limit.headroom)),
    ]),
  );
}

// The bar is a picture; the exact figures stand beside it.
function useBar(used, most) {
  const share = Number(used) <= 0 ? 0 : Number(most) <= 0 ? 1 : Math.min(1, Number(used) / Number(most));
  return h(
    "span",
    { class: ["use-bar", share >= 1 && "use-full"], "aria-hidden": "true" },
    h("span", { style: { width: `${share * 100}%` } }),
  );
}
