// How a position went through a day: a step line over its floor, with the lowest point marked; and where it stands now.
import { h, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format } from "../lib/amounts.js";
import { time } from "../lib/times.js";

const WIDTH = 200;
const HEIGHT = 40;
const PAD = 3;

// Pixels only: what is read as a figure stays the service's text.
const pixels = (text) => Number(text);

/**
 * The day of one position as a step line.
 *
 * @param {object} item a position of the service's answer with its `points`
 * @param {[number, number]} range the first and the last instant that all charts of a table share
 */
export function stepChart(item, [from, to]) {
  const points = item.points ?? [];
  if (points.length === 0) return h("span", { class: "chart-still none" }, t("didNotMove"));
  const floor = pixels(item.floor);
  const values = points.flatMap((point) => [pixels(point.available), pixels(point.lowest)]);
  const high = Math.max(...values, pixels(item.opening), floor);
  const low = Math.min(floor, ...values);
  const x = (at) => ((new Date(at).getTime() - from) / Math.max(1, to - from)) * WIDTH;
  const y = (value) => HEIGHT - PAD - ((value - low) / Math.max(1e-9, high - low)) * (HEIGHT - 2 * PAD);
  const line = path(points, pixels(item.opening), x, y);
  const deepest = points.reduce((one, next) => (pixels(next.lowest) < pixels(one.lowest) ? next : one));
  const text =
    t("fromTo", { from: format(item.opening), to: format(points.at(-1).available), asset: item.asset }) +
    (item.lowest ? t("lowestAt", { lowest: format(item.lowest), at: time(item.lowestAt) }) : "");
  return h(
    "span",
    { class: "step-chart", role: "img", "aria-label": text, title: text },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      svg("path", { class: "chart-area", d: `${line}V${y(floor).toFixed(1)}H0Z` }),
      svg("line", {
        class: "chart-floor",
        x1: 0,
        x2: WIDTH,
        y1: y(floor).toFixed(1),
        y2: y(floor).toFixed(1),
        "vector-effect": "non-scaling-stroke",
      }),
      svg("path", { class: "chart-line", d: line, "vector-effect": "non-scaling-stroke" }),
    ),
    h("span", {
      class: "chart-dot",
      style: {
        left: `${((x(deepest.at) / WIDTH) * 100).toFixed(2)}%`,
        top: `${((y(pixels(deepest.lowest)) / HEIGHT) * 100).toFixed(2)}%`,
      },
    }),
  );
}

function path(points, opening, x, y) {
  let line = `M0 ${y(opening).toFixed(1)}`;
  for (const point of points) {
    const at = x(point.at).toFixed(1);
    if (pixels(point.lowest) < pixels(point.available)) line += `H${at}V${y(pixels(point.lowest)).toFixed(1)}`;
    line += `H${at}V${y(pixels(point.available)).toFixed(1)}`;
  }
  return `${line}H${WIDTH}`;
}

/**
 * A bar from the floor to what is there now, on a scale that ends at the most that was there; under a net debit cap a line stands at
 * zero. The mark is the lowest point of the day.
 */
export function roomBar(item) {
  const floor = pixels(item.floor);
  const now = pixels(item.available ?? item.closing);
  const had = pixels(item.opening) + Math.max(0, pixels(item.funded));
  const top = Math.max(now, had, floor + 1e-9);
  const share = (value) => Math.max(0, Math.min(1, (value - floor) / (top - floor)));
  const percent = (value) => `${(share(value) * 100).toFixed(2)}%`;
  const text =
    t("aboveAFloorOf", { now: format(item.available ?? item.closing), asset: item.asset, floor: format(item.floor) }) +
    (item.lowest ? t("lowestWithLowest", { lowest: format(item.lowest) }) : "");
  return h(
    "span",
    { class: "room", role: "img", "aria-label": text, title: text },
    h("span", { class: ["room-now", now < 0 && "room-owing"], style: { width: percent(now) } }),
    floor < 0 ? h("span", { class: "room-zero", style: { left: percent(0) } }) : null,
    item.lowest ? h("span", { class: "room-lowest", style: { left: percent(pixels(item.lowest)) } }) : null,
  );
}
