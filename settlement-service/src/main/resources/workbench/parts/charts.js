// Three small charts drawn as SVG. Each one also says its content in words for people who do not see it.
import { h, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count, percent } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { breakName } from "../lib/words.js";

const WIDTH = 240;
const HEIGHT = 44;

/** A line of a rate between 0 and 1; the scale starts at the lowest value shown, and the caption says so. */
export function rateLine(rates, label) {
  const values = rates.map(Number);
  if (values.length < 2) return h("p", { class: "chart-none" }, t("noChangeSinceThisPageWas"));
  const low = Math.min(...values);
  const span = Math.max(0.0001, Math.max(...values) - low);
  const step = WIDTH / (values.length - 1);
  const y = (value) => HEIGHT - 4 - ((value - low) / span) * (HEIGHT - 8);
  const path = values.map((value, at) => `${at ? "L" : "M"}${(at * step).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const text = t("fromToLowest", { label, values: rate(values[0]), values2: rate(values.at(-1)), low: rate(low) });
  return h(
    "figure",
    { class: "chart" },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": text },
      svg("path", { class: "chart-area", d: `${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` }),
      svg("path", { class: "chart-line", d: path, "vector-effect": "non-scaling-stroke" }),
    ),
    h(
      "figcaption",
      null,
      h("span", null, t("lowestWithLow", { low: rate(low) })),
      h("span", null, t("nowWithValues", { values: rate(values.at(-1)) })),
    ),
  );
}

const rate = (value) => percent(Math.floor(value * 10_000), 10_000);

/** Bars per minute; the axis starts at zero. */
export function minuteBars(points, label) {
  const values = points.map((point) => point.value ?? 0);
  const high = Math.max(0, ...values);
  if (high === 0) return h("p", { class: "chart-none" }, t("noneInTheLastHour"));
  const step = WIDTH / values.length;
  const text = t("lastMinuteHighest", { label, last: values.at(-1), high });
  return h(
    "figure",
    { class: "chart" },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": text },
      values.map((value, at) => {
        const height = value === 0 ? 0.5 : Math.max(1.5, (value / high) * (HEIGHT - 2));
        return svg("rect", {
          class: "chart-bar",
          x: (at * step + step * 0.12).toFixed(1),
          y: (HEIGHT - height).toFixed(1),
          width: (step * 0.76).toFixed(1),
          height: height.toFixed(1),
        });
      }),
    ),
    h("figcaption", null, h("span", null, t("peak", { high })), h("span", null, t("last", { values: values.at(-1) }))),
  );
}

/** Open breaks by kind as a list of links with bars; the longest bar is the most frequent kind. */
export function kindBars(kinds, chosen, linkOf = (kind) => linkTo("breaks", { kind })) {
  const high = Math.max(1, ...kinds.map((entry) => entry.count));
  return h(
    "ul",
    { class: "kind-bars" },
    kinds.map((entry) =>
      h(
        "li",
        { "data-key": entry.kind },
        h(
          "a",
          {
            href: linkOf(entry.kind),
            class: entry.kind === chosen ? "chosen" : null,
            "aria-current": entry.kind === chosen ? "true" : null,
          },
          h("span", { class: "kind-name" }, breakName(entry.kind)),
          h(
            "span",
            { class: "kind-bar", "aria-hidden": "true" },
            h("span", { style: { width: `${(entry.count / high) * 100}%` } }),
          ),
          h("span", { class: "num" }, count(entry.count)),
        ),
      ),
    ),
  );
}

/** One bar split into matched, broken and pending; the three always sum to the whole. */
export function splitBar(counts) {
  const parts = [
    ["matched", t("matched"), counts.matched],
    ["broken", t("broken"), counts.broken],
    ["pending", t("pending"), counts.pending],
  ];
  const text = parts.map(([, name, number]) => `${name} ${count(number)}`).join("; ");
  return h(
    "div",
    { class: "split-bar", role: "img", "aria-label": text },
    parts.map(([key, , number]) =>
      number > 0 ? h("span", { "data-key": key, class: `split-${key}`, style: { "flex-grow": String(number) } }) : null,
    ),
  );
}
