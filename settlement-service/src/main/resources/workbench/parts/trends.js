// How reconciliation went from one closed day to the next: the match rate, and what open breaks put at risk, by their age.
import { h, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format, percent, sum } from "../lib/amounts.js";
import { BUCKETS, bucketName } from "../lib/severity.js";
import { date } from "../lib/times.js";
import { rateLine } from "./charts.js";
import { choice, emptyNote } from "./pieces.js";
import { plainTable } from "./split.js";

const WIDTH = 240;
const HEIGHT = 72;

// Pixels only: what is read as a figure stays the service's text.
const pixels = (text) => Number(text ?? 0);

/** Both trends of one asset; `rows` are those of the service, a row a day, account and asset. */
export function trendsCard(rows, asset, choose) {
  const assets = [...new Set(rows.map((row) => row.asset))];
  const shown = assets.includes(asset) ? asset : assets[0];
  const days = byDay(rows.filter((row) => row.asset === shown));
  return h(
    "section",
    { class: "card trends-card", "aria-labelledby": "trends-title", "data-key": "trends" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "trends-title" }, t("trendsByClosedDay")),
      assets.length > 1
        ? choice(
            t("asset"),
            shown,
            assets.map((each) => [each, each]),
            choose,
          )
        : null,
    ),
    days.length === 0
      ? emptyNote(t("noDayClosed"), t("trendsBeginWithClose"))
      : [
          h("h3", null, t("matchRate")),
          days.length > 1
            ? rateLine(
                days.map((each) => each.rate),
                t("matchRate"),
              )
            : h("p", { class: "chart-none" }, percent(days[0].matched, days[0].all)),
          h("h3", null, t("atRiskByAge", { asset: shown })),
          agedBars(days, shown),
          figures(days),
        ],
  );
}

function byDay(rows) {
  const days = new Map();
  for (const row of rows) {
    const before = days.get(row.day) ?? { day: row.day, matched: 0, all: 0, open: 0, aged: {} };
    days.set(row.day, {
      day: row.day,
      matched: before.matched + row.matched,
      all: before.all + row.matched + row.broken + row.pending,
      open: before.open + row.openBreaks,
      aged: Object.fromEntries(BUCKETS.map((bucket) => [bucket, sum(before.aged[bucket], row.aged[bucket])])),
    });
  }
  return [...days.values()]
    .sort((one, other) => one.day.localeCompare(other.day))
    .map((each) => ({ ...each, rate: each.all ? each.matched / each.all : 1 }));
}

function agedBars(days, asset) {
  const totals = days.map(({ aged }) => BUCKETS.reduce((all, bucket) => all + pixels(aged[bucket]), 0));
  const high = Math.max(...totals);
  if (high === 0) return h("p", { class: "chart-none" }, t("nothingAtRisk"));
  const slot = WIDTH / days.length;
  const width = Math.min(slot * 0.76, 28);
  const last = days.at(-1);
  const text = t("atRiskAtTheLast", { day: date(last.day), amount: format(total(last)), asset });
  return h(
    "figure",
    { class: "chart" },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": text },
      days.map(({ aged }, at) => bar(aged, at * slot + (slot - width) / 2, width, high)),
    ),
    h(
      "figcaption",
      { class: "aged-legend" },
      BUCKETS.map((bucket, at) =>
        h(
          "span",
          { "data-key": bucket },
          h("span", { class: `swatch aged-${at}`, "aria-hidden": "true" }),
          bucketName(bucket),
        ),
      ),
    ),
  );
}

function bar(aged, x, width, high) {
  let up = HEIGHT;
  return BUCKETS.map((bucket, at) => {
    const height = (pixels(aged[bucket]) / high) * (HEIGHT - 2);
    up -= height;
    return height > 0
      ? svg("rect", {
          class: `aged-${at}`,
          x: x.toFixed(1),
          y: up.toFixed(1),
          width: width.toFixed(1),
          height: height.toFixed(1),
        })
      : null;
  });
}

const total = ({ aged }) => sum(...BUCKETS.map((bucket) => aged[bucket]));

function figures(days) {
  return h(
    "details",
    { class: "trend-figures", "data-key": "figures" },
    h("summary", null, t("theFigures")),
    h(
      "div",
      { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("theFigures") },
      plainTable(
        [t("day"), [t("matchRate"), "end"], [t("openBreaks"), "end"], [t("atRisk"), "end"]],
        [...days]
          .reverse()
          .map((each) => [
            date(each.day),
            h("span", { class: "num" }, percent(each.matched, each.all)),
            h("span", { class: "num" }, String(each.open)),
            h("span", { class: "num" }, format(total(each))),
          ]),
      ),
    ),
  );
}
