// What if: who would get what while one measure varies, as lines with a table beside them. The service calculates; nothing is written.
import { h, svg } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format } from "../lib/amounts.js";
import { memberName } from "../lib/words.js";
import { problemBox } from "./pieces.js";
import { legend, series } from "./share-bars.js";

const WIDTH = 560;
const HEIGHT = 200;
const FOOT = 18;

const pixels = (text) => Number(text);

/**
 * @param {object} state `{vary, from, to, values, answer, problem}`
 * @param {(changes: object) => void} change of what is assumed
 * @param {() => void} run asks the service
 */
export function simulateCard(agreement, terms, state, change, run) {
  const vary = state.vary ?? terms.measures[0].name;
  return h(
    "section",
    { class: "card simulate-card", "aria-labelledby": "simulate-title" },
    h("header", { class: "card-head" }, h("h2", { id: "simulate-title" }, t("whatIf"))),
    h(
      "form",
      {
        class: "card-body",
        onsubmit: (event) => {
          event.preventDefault();
          run();
        },
      },
      h(
        "div",
        { class: "filters" },
        h(
          "label",
          { class: "field" },
          h("span", null, t("vary")),
          h(
            "select",
            { value: vary, name: "vary", onchange: (event) => change({ vary: event.target.value, answer: null }) },
            terms.measures.map((measure) =>
              h("option", { value: measure.name }, `${measure.label || measure.name} (${measure.unit})`),
            ),
          ),
        ),
        field(t("from"), "from", state.from ?? "", (from) => change({ from })),
        field(t("to"), "to", state.to ?? "", (to) => change({ to })),
        terms.measures
          .filter((measure) => measure.name !== vary)
          .map((measure) =>
            field(
              `${measure.label || measure.name} (${measure.unit})`,
              measure.name,
              state.values[measure.name] ?? "",
              (value) => change({ values: { ...state.values, [measure.name]: value } }),
            ),
          ),
        h("button", { type: "submit" }, t("calculate")),
      ),
      h("p", { class: "small-note" }, t("aMeasureThatIsLeftEmpty")),
      state.problem ? problemBox(state.problem) : null,
      state.answer ? chart(agreement, state.answer) : null,
    ),
  );
}

function field(label, name, value, onChange) {
  return h(
    "label",
    { class: "field", "data-key": `field-${name}` },
    h("span", null, label),
    h("input", {
      type: "text",
      inputmode: "decimal",
      name,
      value,
      size: "12",
      maxlength: "24",
      autocomplete: "off",
      oninput: (event) => onChange(event.target.value.trim()),
    }),
  );
}

function chart(agreement, answer) {
  const { points } = answer;
  const parties = points[0].shares.map(({ member }) => member);
  const values = points.flatMap(({ shares }) => shares.map((share) => pixels(share.amount)));
  const top = Math.max(1e-9, ...values);
  const bottom = Math.min(0, ...values);
  const first = pixels(points[0].at);
  const last = pixels(points.at(-1).at);
  const x = (at) => ((pixels(at) - first) / (last - first || 1)) * WIDTH;
  const y = (value) => 4 + ((top - pixels(value)) / (top - bottom)) * (HEIGHT - FOOT - 8);
  return h(
    "figure",
    { class: "simulate-chart" },
    svg(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label": t("amountsOfThePartiesWhileGoes", {
          label: answer.label || answer.measure,
          at: format(points[0].at),
          at2: format(points.at(-1).at),
        }),
      },
      svg("line", { class: "share-axis", x1: 0, x2: WIDTH, y1: y("0").toFixed(1), y2: y("0").toFixed(1) }),
      parties.map((member, at) =>
        svg("polyline", {
          class: ["simulate-line", series(parties, member)].join(" "),
          points: points.map((point) => `${x(point.at).toFixed(1)},${y(point.shares[at].amount).toFixed(1)}`).join(" "),
        }),
      ),
      svg("text", { class: "share-tick", x: 0, y: HEIGHT - 4 }, format(points[0].at)),
      svg(
        "text",
        { class: "share-tick", x: WIDTH, y: HEIGHT - 4, "text-anchor": "end" },
        `${format(points.at(-1).at)} ${answer.unit}`,
      ),
    ),
    legend(parties),
    h(
      "details",
      { "data-key": "figures" },
      h("summary", null, t("theFigures")),
      h(
        "table",
        { class: "plain" },
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col", class: "end" }, `${answer.label || answer.measure} (${answer.unit})`),
            parties.map((member) =>
              h("th", { scope: "col", class: "end" }, `${memberName(member)} (${answer.currency})`),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          points.map((point, at) =>
            h(
              "tr",
              { "data-key": String(at) },
              h("td", { class: "end num" }, format(point.at)),
              point.shares.map((share) => h("td", { class: "end num" }, format(share.amount))),
            ),
          ),
        ),
      ),
    ),
  );
}
