// Positions with the liquidity that settlement used of them and saved them.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count, format, isZero } from "../lib/amounts.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, emptyNote, instant } from "./pieces.js";
import { roomBar, stepChart } from "./step-chart.js";

const PATH = t("throughTheDay");
const HEADINGS = [
  [t("asset")],
  [t("opening"), "end", t("beforeTheDayBeganBelowIt")],
  [t("now"), "end", t("availableBelowItWhatIsSet")],
  [t("floorToNow"), null, t("theFloorIsZeroOrLess")],
  [t("lowest"), "end", t("theLeastThatWasAvailableWhile")],
  [PATH, null, t("availableOverTheFloorTheDot")],
  [t("turnover"), "end", t("whatWentOutBySettlement")],
  [t("used"), "end", t("howDeepTheRunningSumOf")],
  [t("saved"), "end", t("turnoverLessWhatWasUsed")],
  [t("ratio"), "end", t("turnoverForEachUnitUsed")],
];

/** All positions, grouped by account, and by member first where there are several. */
export function liquidityTable(items) {
  if (items.length === 0) return emptyNote(t("noPositionMovedOnThisDay"), t("aPositionAppearsWithItsFirst"));
  const range = span(items);
  const groups = new Map();
  for (const item of items) {
    const key = `${item.member}/${item.account}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const path = items.some((item) => item.points);
  const several = new Set(items.map((item) => item.member)).size > 1;
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("tableOfPositions") },
    h(
      "table",
      { class: "accounts liquidity" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          HEADINGS.filter(([text]) => path || text !== PATH).map(([text, align, title]) =>
            h("th", { scope: "col", class: align, title }, text),
          ),
        ),
      ),
      [...groups].map(([key, group]) =>
        h(
          "tbody",
          { "data-key": key },
          h(
            "tr",
            { class: "group", "data-key": `${key}/head` },
            h(
              "th",
              { scope: "rowgroup", colspan: HEADINGS.length - (path ? 0 : 1) },
              several
                ? t("accountWithMemberAccount", {
                    member: memberName(group[0].member),
                    account: sentence(group[0].account).toLowerCase(),
                  })
                : t("accountWithAccount", { account: sentence(group[0].account) }),
            ),
          ),
          group.map((item) => row(item, path ? range : null)),
        ),
      ),
    ),
  );
}

function span(items) {
  const times = items.flatMap((item) => item.points ?? []).map((point) => new Date(point.at).getTime());
  return times.length ? [Math.min(...times), Math.max(...times)] : [0, 1];
}

function row(item, range) {
  const note = (...content) => h("span", { class: "cell-note" }, content);
  return h(
    "tr",
    { "data-key": `${item.member}/${item.account}/${item.asset}` },
    h("th", { scope: "row", class: "asset" }, item.asset),
    h(
      "td",
      { class: "end" },
      amount(item.opening),
      isZero(item.funded) ? null : note(t("funded", { funded: format(item.funded, true) })),
    ),
    h(
      "td",
      { class: "end strong" },
      amount(item.available ?? item.closing),
      item.held && !isZero(item.held) ? note(t("heldWithHeld", { held: format(item.held) })) : null,
    ),
    h("td", null, roomBar(item), isZero(item.floor) ? null : note(t("fromWithFloor", { floor: format(item.floor) }))),
    h("td", { class: "end" }, amount(item.lowest), item.lowestAt ? note(instant(item.lowestAt)) : null),
    range ? h("td", null, stepChart(item, range)) : null,
    h("td", { class: "end" }, amount(item.turnover), item.trades ? note(t("nLeg", { n: item.trades })) : null),
    h("td", { class: "end" }, amount(item.used)),
    h("td", { class: "end" }, amount(item.saved), item.savedShare ? note(share(item.savedShare)) : null),
    h("td", { class: "end num strong" }, ratio(item)),
  );
}

/** `0.8645` -> `86.45%`, digit by digit. */
export function share(text) {
  if (!text) return "\u2013";
  const [whole, part] = text.split(".");
  return `${whole === "0" ? "" : whole}${part.slice(0, 2)}.${part.slice(2)}%`.replace(/^0(\d)/, "$1");
}

/** `7.38×`; without anything used there is no ratio, and the word says why. */
export function ratio({ ratio: times, turnover }) {
  if (times) return `${format(times)}\u00d7`;
  return isZero(turnover)
    ? "\u2013"
    : h("span", { class: "none", title: t("incomingPaymentsCoveredAllOfIt") }, t("allSaved"));
}
