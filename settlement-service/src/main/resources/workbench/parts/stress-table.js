// The last nights' stress tests: whether what was paid in beforehand bears the largest default, and the two largest.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { memberName } from "../lib/words.js";
import { amount, badge, day } from "./pieces.js";
import { plainTable } from "./split.js";

/** The nights, newest first; nothing where none was played. */
export function stressCard(nights) {
  if (nights.length === 0) return null;
  return h(
    "section",
    { class: "card", "aria-labelledby": "stress-title", "data-key": "stress" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "stress-title" }, t("stress")),
      h("span", { class: "sub" }, t("whetherWhatWasPaidInBeforehand")),
    ),
    h(
      "div",
      { class: "card-body stress" },
      plainTable(
        [
          t("nightOf"),
          t("cover1"),
          t("cover2"),
          t("largestLoser"),
          [t("lossBeyondItsOwn"), "end"],
          [t("beyondTheFund"), "end"],
          [t("uncovered"), "end"],
          "",
        ],
        nights.map(row),
      ),
    ),
  );
}

function row(night) {
  const [largest] = night.cover1.defaults;
  return [
    [day(night.date), night.shocks.length ? h("span", { class: "cell-note" }, night.shocks.join(", ")) : null],
    verdict(night.cover1.holds),
    verdict(night.cover2.holds),
    largest
      ? [memberName(largest.member), largest.refusal ? h("span", { class: "cell-note" }, largest.refusal) : null]
      : t("nobodyCanDefault"),
    amount(largest?.lossBeyondOwnResources),
    amount(largest?.lossBeyondFund),
    amount(largest?.uncovered),
    h("span", { class: "unit" }, largest?.currency ?? ""),
  ];
}

const verdict = (holds) => (holds ? badge(t("holds"), "ok") : badge(t("doesNotHold"), "bad"));
