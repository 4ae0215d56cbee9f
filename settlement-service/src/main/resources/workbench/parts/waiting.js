// Why a trade waits, in words: short in the list, whole beside it; and which positions hold up how many.
import { h } from "../lib/dom.js";
import { count, format } from "../lib/amounts.js";
import { date, since, span, time } from "../lib/times.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge } from "./pieces.js";
import { plainTable, section } from "./split.js";

/** How a round settles a trade: the word, and what it means. */
const STEPS = {
  GROSS: ["by itself", "Its payer has the cover now."],
  BILATERAL: ["against its counterparty", "Together with what the same two owe each other."],
  MULTILATERAL: ["by offset", "At one instant with trades of several members that offset each other."],
  RESOLUTION: [
    "by offset",
    "At one instant with others; it passes trades that wait for something else and loses them no cover.",
  ],
  PARTIAL: ["in part", "As far as there is cover; both sides let it be divided."],
};

/** Whose position or limit it is: `Lotus Securities`, or `Lotus Securities towards Lantern Pay`. */
const holder = ({ member, towards }) => memberName(member) + (towards ? ` towards ${memberName(towards)}` : "");

/** `Lotus Securities\u2019s house account`, or what it may give another. */
function place({ member, account, towards }, own) {
  if (towards) return `What ${memberName(member)} may still give ${memberName(towards)} today`;
  const name = `${sentence(account).toLowerCase()} account`;
  return member === own ? `The own ${name}` : `${memberName(member)}\u2019s ${name}`;
}

/** One line for the list. */
export function whyLine(row) {
  if (row.step) return badge(`Settles next, ${STEPS[row.step]?.[0] ?? sentence(row.step)}`, "ok", STEPS[row.step]?.[1]);
  const [first, ...more] = row.why;
  if (!first) return badge("Waits for a round", "open");
  const rest = more.length ? ` and ${more.length} more` : "";
  switch (first.kind) {
    case "LACKING":
      return first.towards
        ? badge(`Limit of ${holder(first)} lacks ${format(first.missing)} ${first.asset}${rest}`, "warn")
        : badge(`${memberName(first.member)} lacks ${format(first.missing)} ${first.asset}${rest}`, "warn");
    case "ORDER":
      return badge(`Waits its turn behind ${first.before}${rest}`, "open");
    case "NOT_DUE":
      return badge(`Not due before ${date(first.valueDate)}`, "open");
    case "PERIOD_CLOSED":
      return badge(`Books closed for ${date(first.valueDate)}`, "bad");
    case "IN_DEFAULT":
      return badge(`${memberName(first.member)} is in default`, "bad");
    case "HELD":
      return badge(`Held by ${memberName(first.member)}${rest}`, "open");
    case "NOT_BEFORE":
      return badge(`Not before ${time(first.earliest)}${rest}`, "open");
    case "PAST_LATEST":
      return badge(`Its latest time, ${time(first.latest)}, has passed${rest}`, "warn");
    case "STEP_NOT_AGREED":
      return badge("Needs an offset that the lane does not make", "open");
    default:
      return badge(sentence(first.kind), "open");
  }
}

/** How it stands in the queue by what its parties ask; null when nobody asks anything. */
function standing({ trade, priority, place, earliest, latest, partsFrom, settledSoFar }) {
  const said = [
    priority === trade.priority ? null : `Ranked ${sentence(priority).toLowerCase()} instead of ${sentence(trade.priority).toLowerCase()}.`,
    place ? `Place ${place} of its class.` : null,
    earliest ? `Not before ${time(earliest)}.` : null,
    latest ? `By ${time(latest)} at the latest.` : null,
    partsFrom ? `May settle in parts from ${format(partsFrom)} ${trade.delivery.asset} on.` : null,
    settledSoFar ? `${format(settledSoFar)} ${trade.delivery.asset} of it has settled.` : null,
  ].filter(Boolean);
  return said.length ? h("p", { class: "small-note" }, said.join(" ")) : null;
}

/** The part of the opened trade that says why it waits; `row` is absent when it no longer does. */
export function whySection(row, own) {
  if (!row) return section("Why it waits", h("p", { class: "small-note" }, "It is not in the queue any more."));
  const title = row.step ? "Why it does not wait long" : "Why it waits";
  return section(
    title,
    h(
      "p",
      { class: "small-note" },
      `Rank ${count(row.rank)} of the lane. Affirmed ${span(since(row.since))} ago`,
      row.queuedAt ? `, found short by a round ${span(since(row.queuedAt))} ago.` : ", no round has looked at it yet.",
    ),
    standing(row),
    row.step
      ? h("p", null, `The next round would settle it ${STEPS[row.step]?.[0] ?? ""}. ${STEPS[row.step]?.[1] ?? ""}`)
      : h(
          "ul",
          { class: "why" },
          row.why.map((reason) => h("li", null, explain(reason, own))),
        ),
  );
}

function explain(reason, own) {
  switch (reason.kind) {
    case "LACKING":
      return [
        h("p", null, h("b", null, `${holder(reason)} lacks ${format(reason.missing)} ${reason.asset}`)),
        h(
          "p",
          { class: "small-note" },
          reason.towards ? `${place(reason, own)} is ` : `${place(reason, own)} has `,
          amount(reason.available, { quietZero: false }),
          ` ${reason.asset}${reason.towards ? "" : " above its floor"} once all that can settle has settled.`,
          reason.missingInOrder === reason.missing
            ? ""
            : ` With all that wait before this one there, ${format(reason.missingInOrder)} ${reason.asset} are missing.`,
        ),
      ];
    case "ORDER":
      return [
        h("p", null, h("b", null, `It waits its turn behind ${reason.before}`)),
        h(
          "p",
          { class: "small-note" },
          `${place(reason, own)} could cover it, but then ${reason.before} would lack ${format(reason.missing)} ${reason.asset}.`,
        ),
      ];
    case "NOT_DUE":
      return h("p", null, `Its value date is ${date(reason.valueDate)}.`);
    case "PERIOD_CLOSED":
      return h(
        "p",
        null,
        `The books of its value date, ${date(reason.valueDate)}, are closed: it settles no more, and a round that fails what is overdue ends it.`,
      );
    case "IN_DEFAULT":
      return h("p", null, `${memberName(reason.member)} is in default: the trade waits for its close-out.`);
    case "HELD":
      return h("p", null, `${memberName(reason.member)} holds it: no round settles it until ${memberName(reason.member)} resumes it.`);
    case "NOT_BEFORE":
      return h("p", null, `A party asked that it settle not before ${time(reason.earliest)}.`);
    case "PAST_LATEST":
      return h(
        "p",
        null,
        `A party wanted it settled by ${time(reason.latest)}. It waits until that party gives it another time; with the end of its value date it fails like all that has not settled.`,
      );
    case "STEP_NOT_AGREED":
      return h("p", null, "It could settle by an offset, but the members have not agreed to such rounds in this lane.");
    default:
      return h("p", null, "The sums of a round with it would be larger than a round can hold.");
  }
}

/** Positions that have too little, as a list of filters; the longest bar holds up most. */
export function shortageList(shortages, chosen, choose) {
  const high = Math.max(1, ...shortages.map((shortage) => shortage.holdsUp));
  return h(
    "ul",
    { class: "shortages" },
    shortages.map((shortage) => {
      const key = `${shortage.member}/${shortage.towards ?? shortage.account}/${shortage.asset}`;
      const pressed = chosen.lacks === shortage.member && chosen.asset === shortage.asset;
      return h(
        "li",
        { "data-key": key },
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(pressed),
            onclick: () => choose(pressed ? {} : { lacks: shortage.member, asset: shortage.asset }),
          },
          h(
            "span",
            { class: "shortage-who" },
            h("b", null, memberName(shortage.member)),
            h(
              "span",
              { class: "small-note" },
              shortage.towards ? ` towards ${memberName(shortage.towards)}` : ` ${sentence(shortage.account)}`,
            ),
          ),
          h("span", { class: "shortage-count num" }, `holds up ${count(shortage.holdsUp)}`),
          h(
            "span",
            { class: "shortage-what" },
            "lacks ",
            amount(shortage.missing, { quietZero: false }),
            h("span", { class: "unit" }, ` ${shortage.asset}`),
          ),
          h(
            "span",
            { class: "shortage-bar", "aria-hidden": "true" },
            h("span", { style: { width: `${(shortage.holdsUp / high) * 100}%` } }),
          ),
        ),
      );
    }),
  );
}

/** What others have waiting: sums only. */
export function othersTable(others) {
  return plainTable(
    ["Asset", ["Legs", "end"], ["Amount", "end"]],
    others.assets.map(({ asset, legs, value }) => [asset, h("span", { class: "num" }, count(legs)), amount(value)]),
  );
}
