// What the two sides instructed to be matched, and field by field what differs from the trade that was alleged.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { linkTo } from "../lib/route.js";
import { INSTRUCTION_STATES, MATCH_FIELDS, memberName, sentence } from "../lib/words.js";
import { badge, day, money } from "./pieces.js";
import { plainTable, section } from "./split.js";

/** Those that wait, above the list of alleged trades. */
export function instructionsCard(app, pager) {
  if (pager.rows.length === 0) return null;
  const others = pager.rows.filter((row) => row.author !== app.member.id).length;
  return h(
    "section",
    { class: "card instructions-card", "aria-label": t("instructionsThatWait"), "data-key": "instructions" },
    h("header", { class: "card-head" }, h("h2", null, t("instructionsThatWait"))),
    h(
      "p",
      { class: "small-note card-body" },
      pager.hasMore
        ? t("ofOtherSidesOfThisMemberWithOthersOwn", { others, own: pager.rows.length - others })
        : t("ofOtherSidesOfThisMember", { others, own: pager.rows.length - others }),
      " ",
      t("eachWaitsForATradeThat"),
    ),
    h(
      "div",
      { class: "card-body instructions-list" },
      plainTable(
        [
          t("reference"),
          t("instructedBy"),
          [t("delivery"), "end"],
          [t("payment"), "end"],
          t("valueDate"),
          t("state"),
          t("whatDiffers"),
        ],
        pager.rows.map((row) => [
          row.trade
            ? h("a", { class: "ref", href: linkTo("trades", { state: "ALLEGED", open: row.trade }) }, row.reference)
            : h("span", { class: "ref" }, row.reference),
          memberName(row.author),
          money(row.delivery),
          row.payment ? money(row.payment) : "",
          day(row.valueDate),
          state(row),
          differences(row),
        ]),
      ),
      pager.hasMore ? h("button", { type: "button", class: "quiet", onclick: () => pager.more() }, t("more")) : null,
    ),
  );
}

/** The part of an opened trade that says what the other side instructed about it; none when nobody did. */
export function comparedSection(instructions) {
  if (instructions.length === 0) return null;
  return section(
    t("compared"),
    instructions.map((row) =>
      h(
        "div",
        { "data-key": row.id },
        h("p", null, t("instructedByWithMember", { member: memberName(row.author) }), " ", state(row)),
        row.differences.length ? differences(row) : null,
      ),
    ),
  );
}

function state(row) {
  const [name, tone, hint] = INSTRUCTION_STATES[row.state] ?? [sentence(row.state), "open"];
  return badge(name, tone, hint);
}

function differences(row) {
  return h(
    "ul",
    { class: "differences" },
    row.differences.map(({ field, alleged, instructed }) =>
      h("li", null, h("b", null, MATCH_FIELDS[field] ?? field), t("allegedInstructed", { alleged, instructed })),
    ),
  );
}
