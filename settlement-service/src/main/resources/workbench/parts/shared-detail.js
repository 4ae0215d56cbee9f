// One shared break: both institutions beside each other, who still has to act, what happened, and the lines by which to act.
import { h } from "../lib/dom.js";
import { listed, rich, t } from "../lib/i18n.js";
import { dueIn } from "../lib/severity.js";
import { go, linkTo } from "../lib/route.js";
import { breakName, memberName, sentence } from "../lib/words.js";
import { commandLine } from "./command-line.js";
import { badge, choice, day, facts, hash, instant, money } from "./pieces.js";
import { section } from "./split.js";

const TONES = {
  OPEN: "open",
  ANSWERED: "accent",
  PROPOSED: "warn",
  HALF_SIGNED: "warn",
  ESCALATED: "bad",
  RESOLVED: "ok",
  WITHDRAWN: "open",
};

export const sharedState = ({ state }) => badge(sentence(state), TONES[state] ?? "open");

/** What the next deadline leaves, or that it has passed; nothing once the break has ended. */
export function sharedDue({ dueAt, late, state }) {
  const due = dueIn({ dueAt, breached: late.length > 0, state });
  return due
    ? h("span", { class: ["num", due[1] && due[1] !== "quiet" && `text-${due[1]}`], title: dueAt }, due[0])
    : null;
}

/** `Lotus Securities: sign as checker`. */
export const turnText = ({ member, act, hand }) =>
  t("turnOf", { member: memberName(member), act: sentence(act), hand: sentence(hand) });

export const isOurs = (app, { waitsFor }) => waitsFor.some(({ member }) => member === app.member.id);

/** What the panel shows. `resolution` is the one whose line is chosen. */
export function sharedBody(app, item, params) {
  const { break: found, proposal, escalation, steps, deskBreaks, commands } = item;
  return [
    h("p", { class: "break-marks" }, sharedState(found), sharedDue(found)),
    facts([
      [t("kind"), breakName(found.kind)],
      [t("amount"), money(found.amount)],
      [t("valueDate"), day(found.valueDate)],
      found.about ? [t("about"), h("span", { class: "ref" }, found.about)] : null,
      [t("answerBy"), instant(found.answerBy)],
      [t("resolveBy"), instant(found.resolveBy)],
      item.endedAt ? [t("ended"), instant(item.endedAt)] : null,
    ]),
    section(t("stillToAct"), turns(app, found)),
    escalation
      ? h(
          "p",
          { class: "text-bad" },
          t("escalatedBy", { member: memberName(escalation.by), late: listed(escalation.late.map(memberName)) }),
        )
      : null,
    section(t("bothSides"), sides(app, item)),
    proposal ? section(t("proposal"), proposed(proposal)) : null,
    commands.length ? section(t("actOnIt"), acts(app, commands, params)) : null,
    deskBreaks.length ? section(t("ourBreaks"), ours(deskBreaks)) : null,
    section(t("timeline"), timeline(steps)),
  ];
}

function turns(app, found) {
  if (found.waitsFor.length === 0) return h("p", { class: "small-note" }, t("nobodyHasToAct"));
  return h(
    "ul",
    { class: "shared-turns" },
    found.waitsFor.map((turn) =>
      h(
        "li",
        { "data-key": turn.member },
        turn.member === app.member.id ? h("b", null, turnText(turn)) : turnText(turn),
        found.late.includes(turn.member) ? [" ", badge(t("isLate"), "bad")] : null,
      ),
    ),
  );
}

/** Our side first; a row for what was shown, and one for each hand under what stands proposed. */
function sides(app, { sides: both, proposal }) {
  const ordered = both[1].member === app.member.id ? [both[1], both[0]] : both;
  const cells = (word) =>
    word
      ? [
          h("div", null, hash(word.hash)),
          h("div", { class: "small-note" }, rich("byPersonAt", { person: hash(word.person), at: instant(word.at) })),
        ]
      : h("span", { class: "none" }, t("notYet"));
  const row = (label, name) =>
    h(
      "tr",
      { "data-key": name },
      h("th", { scope: "row" }, label),
      ordered.map((side) => h("td", { "data-key": side.member }, cells(side[name]))),
    );
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("bothSides") },
    h(
      "table",
      { class: "shared-sides" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("td"),
          ordered.map((side) =>
            h(
              "th",
              { scope: "col", "data-key": side.member },
              side.member === app.member.id
                ? t("weOurselves", { member: memberName(side.member) })
                : memberName(side.member),
              h("span", { class: "small-note" }, ` ${side.role === "OPENER" ? t("opener") : t("counterparty")}`),
            ),
          ),
        ),
      ),
      h(
        "tbody",
        null,
        row(t("evidence"), "evidence"),
        proposal ? [row(sentence("MAKER"), "maker"), row(sentence("CHECKER"), "checker")] : null,
      ),
    ),
  );
}

function proposed({ number, by, resolution, party, amount, trade, terms, hash: signed }) {
  return facts([
    [t("resolution"), h("b", null, sentence(resolution))],
    [t("proposedBy"), t("memberNumber", { member: memberName(by), number })],
    party ? [t("party"), memberName(party)] : null,
    amount ? [t("amount"), money(amount)] : null,
    trade ? [t("trade"), h("a", { href: linkTo("trades", { open: trade }) }, trade)] : null,
    [t("hashOfTerms"), hash(terms)],
    [t("hashToSign"), hash(signed, true)],
  ]);
}

// Of the resolutions one line is shown, that of the one chosen.
function acts(app, commands, params) {
  const proposals = commands.filter(({ resolution }) => resolution);
  const chosen = proposals.find(({ resolution }) => resolution === params.resolution) ?? proposals[0];
  return [
    h("p", { class: "small-note" }, t("actOnItMeaning")),
    commands
      .filter(({ resolution }) => !resolution)
      .filter(({ act }) => act === "ANSWER" || act === "SIGN")
      .map((command) => commandLine(app, command)),
    chosen
      ? h(
          "div",
          { class: "shared-propose", "data-key": "propose" },
          choice(
            t("resolution"),
            chosen.resolution,
            proposals.map(({ resolution }) => [resolution, sentence(resolution)]),
            (resolution) => go("shared", { ...params, resolution }, true),
          ),
          commandLine(app, chosen),
        )
      : null,
    commands
      .filter(({ resolution, act }) => !resolution && act !== "ANSWER" && act !== "SIGN")
      .map((command) => commandLine(app, command)),
  ];
}

function ours(breaks) {
  return h(
    "ul",
    { class: "shared-list" },
    breaks.map((one) =>
      h(
        "li",
        { "data-key": String(one.id) },
        h(
          "a",
          { href: linkTo("breaks", { state: "ALL", open: String(one.id) }) },
          `${breakName(one.kind)} ${t("number", { id: one.id })}`,
        ),
        h(
          "span",
          { class: "small-note" },
          ` ${sentence(one.account)} ${one.asset} \u00b7 ${sentence(one.resolved ? "RESOLVED" : "OPEN")}`,
        ),
      ),
    ),
  );
}

function timeline(steps) {
  return h(
    "ol",
    { class: "history shared-timeline" },
    steps.map((step) =>
      h(
        "li",
        { "data-key": `${step.block}-${step.txId}-${step.step}` },
        h("span", { class: "history-at" }, instant(step.at)),
        h(
          "span",
          null,
          h("b", null, sentence(step.step)),
          ` ${t("byWithWho", { who: memberName(step.by) })} \u00b7 `,
          h("a", { href: linkTo("ledger", { open: String(step.block) }) }, t("blockWithBlock", { block: step.block })),
          step.proposal ? h("span", { class: "history-text" }, sentence(step.proposal.resolution)) : null,
          step.words ? h("span", { class: "history-text", lang: "en" }, step.words) : null,
          step.hash ? h("span", { class: "history-text" }, hash(step.hash)) : null,
        ),
      ),
    ),
  );
}
