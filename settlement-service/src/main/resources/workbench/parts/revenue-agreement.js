// An agreement: what it waits for, its versions and clauses, the measures of the next period, and what stands in escrow.
import { h } from "../lib/dom.js";
import { count } from "../lib/amounts.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge, day, emptyNote, facts, hash, instant } from "./pieces.js";

const MEASURE_STATES = {
  OPEN: ["Not reported", "open"],
  REPORTED: ["Reported in part", "accent"],
  SEALED: ["In its window", "warn"],
  CHALLENGED: ["Challenged", "bad"],
  FINAL: ["Final", "ok"],
};

/** What a viewer is shown, in words. */
export const SIGHTS = {
  ALL: "Everything is shown",
  SHARES: "All amounts and the values behind your own",
  OWN: "Your own amounts and the values behind them",
  ESCROW: "What stands in escrow",
  EXISTENCE: "That it exists, and its parties",
};

export function agreementCard(agreement) {
  const versions = agreement.versions;
  const newest = versions.filter((version) => version.inForce).at(-1) ?? versions.at(-1);
  return h(
    "section",
    { class: "card agreement-card", "aria-labelledby": "agreement-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "agreement-title" }, `${agreement.title || agreement.id}`),
      badge(SIGHTS[agreement.sight], "quiet"),
    ),
    h(
      "div",
      { class: "card-body" },
      facts([
        ["Parties", agreement.parties.map(memberName).join(", ")],
        ["Collector", memberName(agreement.collector)],
        ["Currency and cycle", `${agreement.currency}, ${sentence(agreement.cycle).toLowerCase()}`],
        agreement.nextPeriod ? ["Next period", agreement.nextPeriod] : null,
      ]),
      waits(agreement.waits),
      h("h3", null, "Versions"),
      h(
        "ul",
        { class: "version-list" },
        versions.map((version) => h("li", { "data-key": String(version.version) }, versionLine(version))),
      ),
      newest.terms ? clauses(newest) : null,
    ),
  );
}

/** What the agreement waits for, and for whom. */
export function waits(all = []) {
  if (!all.length) return null;
  return [
    h("h3", null, "Waits for"),
    h(
      "ul",
      { class: "wait-list" },
      all.map((wait) =>
        h(
          "li",
          { "data-key": `${wait.what}/${wait.member ?? ""}` },
          wait.what,
          wait.member ? [": ", h("b", null, memberName(wait.member))] : null,
          wait.until ? [", until ", day(wait.until)] : null,
        ),
      ),
    ),
  ];
}

function versionLine(version) {
  return [
    h("b", null, `Version ${version.version}`),
    " ",
    badge(version.inForce ? "In force" : "Proposed", version.inForce ? "ok" : "warn"),
    " from ",
    day(version.from),
    version.until ? [" until ", day(version.until)] : null,
    ", terms ",
    hash(version.hash),
    h(
      "span",
      { class: "small-note" },
      version.signatures.map(({ member, at }) => h("span", { class: "signature" }, `${memberName(member)} signed at `, instant(at))),
      version.missing.map((member) => h("span", { class: "signature" }, badge(`${memberName(member)} has not signed`, "warn"))),
    ),
  ];
}

function clauses({ terms }) {
  return [
    h("h3", null, "Clauses, in order"),
    h(
      "ol",
      { class: "clause-list" },
      terms.clauses.map((clause) =>
        h("li", { "data-key": clause.id }, h("b", null, clause.label || clause.id), ` (${clause.id}): `, clause.words, "."),
      ),
    ),
    terms.reserve
      ? h(
          "p",
          { class: "small-note" },
          `Reserve: ${terms.reserve.rate} of what ${terms.reserve.from.map(memberName).join(", ")} ${terms.reserve.from.length === 1 ? "is" : "are"} due, ` +
            `released after ${count(terms.reserve.months)} months, drawn on by ${count(terms.reserve.votes)} votes.`,
        )
      : null,
  ];
}

export function measuresCard(measures) {
  return h(
    "section",
    { class: "card", "aria-labelledby": "measures-title" },
    h("header", { class: "card-head" }, h("h2", { id: "measures-title" }, `Measures of ${measures.period}`)),
    h(
      "div",
      { class: "card-body" },
      measures.items.length === 0
        ? emptyNote("Nothing is shown", "The agreement does not show its measures to your institution.")
        : h(
            "table",
            { class: "plain" },
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                ["Measure", "State", "Value", "Reported by", "Window ends", "Attested", "Objections"].map((title) =>
                  h("th", { scope: "col" }, title),
                ),
              ),
            ),
            h("tbody", null, measures.items.map(measureRow)),
          ),
    ),
  );
}

function measureRow(one) {
  const [text, tone] = MEASURE_STATES[one.state];
  return h(
    "tr",
    { "data-key": one.measure },
    h("td", null, h("b", null, one.label || one.measure), " ", h("code", null, one.measure)),
    h("td", null, badge(text, tone)),
    h("td", { class: "num" }, one.value ?? (one.sealedOn ? "not shown" : "\u2013")),
    h("td", null, memberName(one.reporter)),
    h("td", null, day(one.windowEnd)),
    h("td", null, one.attested?.length ? one.attested.map(memberName).join(", ") : "\u2013"),
    h(
      "td",
      null,
      one.challenges?.length
        ? one.challenges.map(({ member, reason }) => h("p", { "data-key": member }, `${memberName(member)}: ${reason}`))
        : "\u2013",
    ),
  );
}

export function escrowCard({ escrow, currency }) {
  if (!escrow) return null;
  const empty = !escrow.moves.length && !escrow.disputes.length;
  return h(
    "section",
    { class: "card", "aria-labelledby": "escrow-title" },
    h("header", { class: "card-head" }, h("h2", { id: "escrow-title" }, "Reserve and disputes")),
    h(
      "div",
      { class: "card-body" },
      escrow.reserve === undefined
        ? null
        : facts([
            ["In the reserve", [amount(escrow.reserve), ` ${currency}`]],
            ["Set aside for disputes", [amount(escrow.setAside), ` ${currency}`]],
          ]),
      empty ? emptyNote("Nothing stands in escrow", "Reserve is withheld by runs, and disputed lines are set aside by them.") : null,
      escrow.disputes.map((one) =>
        h(
          "p",
          { "data-key": `${one.period}/${one.clause}` },
          badge(one.paid ? "Resolved" : "Open", one.paid ? "ok" : "warn"),
          ` ${one.clause} of ${one.period}, disputed by ${memberName(one.by)}: ${one.reason}`,
        ),
      ),
      h(
        "ul",
        { class: "move-list" },
        escrow.moves.map((move, at) =>
          h(
            "li",
            { "data-key": String(at) },
            h("span", null, `${sentence(move.kind)}${move.period ? ` of ${move.period}` : ""}, ${memberName(move.member)}, `, day(move.day)),
            amount(move.amount, { signed: true }),
          ),
        ),
      ),
    ),
  );
}
