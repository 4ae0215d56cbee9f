// Who got what, period by period: parts of a bar that stand on each other, and below the line what is taken back.
import { h, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format } from "../lib/amounts.js";
import { memberName } from "../lib/words.js";

const WIDTH = 560;
const HEIGHT = 150;
const FOOT = 18;
const MOST = 12;
// A bar of few stays a bar and becomes no block.
const WIDEST = 72;

// Pixels only: what is read as a figure stays the service's text.
const pixels = (text) => Number(text ?? 0);

/** The colour of a party: its place among the agreement's parties. */
export const series = (parties, member) => `series-${Math.max(0, parties.indexOf(member)) % 8}`;

/** A legend of parties. */
export function legend(parties) {
  return h(
    "ul",
    { class: "share-legend" },
    parties.map((member) =>
      h(
        "li",
        { "data-key": member },
        h("span", { class: ["swatch", series(parties, member)], "aria-hidden": "true" }),
        memberName(member),
      ),
    ),
  );
}

/**
 * Bars of the newest statements, oldest first.
 *
 * @param {object[]} statements as the service lists them, newest first
 */
export function shareBars(statements, parties) {
  const shown = statements.slice(0, MOST).reverse();
  const sums = shown.map(({ lines }) => [
    lines.reduce((sum, line) => sum + Math.max(0, pixels(line.amount)), 0),
    lines.reduce((sum, line) => sum + Math.min(0, pixels(line.amount)), 0),
  ]);
  const top = Math.max(1e-9, ...sums.map(([up]) => up));
  const bottom = Math.min(0, ...sums.map(([, down]) => down));
  const y = (value) => ((top - value) / (top - bottom)) * (HEIGHT - FOOT);
  const slot = WIDTH / Math.max(1, shown.length);
  return h(
    "figure",
    { class: "share-bars" },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": t("amountsOfThePartiesByPeriod") },
      shown.map((statement, at) => bar(statement, at, slot, y, parties)),
      svg("line", { class: "share-axis", x1: 0, x2: WIDTH, y1: y(0).toFixed(1), y2: y(0).toFixed(1) }),
    ),
    legend(parties),
  );
}

function bar({ period, lines, currency }, at, slot, y, parties) {
  const width = Math.min(slot * 0.6, WIDEST);
  let up = 0;
  let down = 0;
  const parts = lines
    .filter((line) => line.amount)
    .map((line) => {
      const value = pixels(line.amount);
      const from = value >= 0 ? up : down;
      if (value >= 0) up += value;
      else down += value;
      const first = y(Math.max(from, from + value));
      const last = y(Math.min(from, from + value));
      return svg(
        "rect",
        {
          class: series(parties, line.member),
          x: (at * slot + (slot - width) / 2).toFixed(1),
          y: first.toFixed(1),
          width: width.toFixed(1),
          height: Math.max(0.5, last - first).toFixed(1),
        },
        svg("title", null, `${memberName(line.member)}, ${period}: ${format(line.amount)} ${currency}`),
      );
    });
  return [
    ...parts,
    svg(
      "text",
      { class: "share-tick", x: (at * slot + slot / 2).toFixed(1), y: HEIGHT - 4, "text-anchor": "middle" },
      period,
    ),
  ];
}
