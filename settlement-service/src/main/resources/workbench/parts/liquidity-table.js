// Positions with the liquidity that settlement used of them and saved them.
import { h } from "../lib/dom.js";
import { count, format, isZero } from "../lib/amounts.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, emptyNote, instant } from "./pieces.js";
import { roomBar, stepChart } from "./step-chart.js";

const PATH = "Through the day";
const HEADINGS = [
  ["Asset"],
  ["Opening", "end", "Before the day began; below it what was deposited less what was withdrawn"],
  ["Now", "end", "Available; below it what is set aside for a withdrawal"],
  [
    "Floor to now",
    null,
    "The floor is zero, or less by a net debit cap; the bar ends at the most that was there; the mark is the lowest point of the day",
  ],
  ["Lowest", "end", "The least that was available while trades settled"],
  [PATH, null, "Available, over the floor; the dot is the lowest point"],
  ["Turnover", "end", "What went out by settlement"],
  ["Used", "end", "How deep the running sum of settled legs went: what had to be there before others paid in"],
  ["Saved", "end", "Turnover less what was used"],
  ["Ratio", "end", "Turnover for each unit used"],
];

/** All positions, grouped by account, and by member first where there are several. */
export function liquidityTable(items) {
  if (items.length === 0)
    return emptyNote("No position moved on this day", "A position appears with its first deposit or settled trade.");
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
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": "Table of positions" },
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
              several ? `${memberName(group[0].member)}, ` : "",
              `${several ? sentence(group[0].account).toLowerCase() : sentence(group[0].account)} account`,
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
      isZero(item.funded) ? null : note(`funded ${format(item.funded, true)}`),
    ),
    h(
      "td",
      { class: "end strong" },
      amount(item.available ?? item.closing),
      item.held && !isZero(item.held) ? note(`held ${format(item.held)}`) : null,
    ),
    h("td", null, roomBar(item), isZero(item.floor) ? null : note(`from ${format(item.floor)}`)),
    h("td", { class: "end" }, amount(item.lowest), item.lowestAt ? note(instant(item.lowestAt)) : null),
    range ? h("td", null, stepChart(item, range)) : null,
    h(
      "td",
      { class: "end" },
      amount(item.turnover),
      item.trades ? note(`${count(item.trades)} ${item.trades === 1 ? "leg" : "legs"}`) : null,
    ),
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
    : h("span", { class: "none", title: "Incoming payments covered all of it" }, "all saved");
}
