// What rules suggest and are not certain of: the score, the reason in words, and a person who puts the items together or declines.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { post } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { may } from "../lib/roles.js";
import { FIELDS, sentence } from "../lib/words.js";
import { openDialog, reasonField } from "./dialog.js";
import { badge, facts, instant } from "./pieces.js";
import { plainTable } from "./split.js";

const TONES = { OPEN: "open", ACCEPTED: "ok", DECLINED: "bad", OBSOLETE: "quiet" };
const WHOLE = 1_000;

/** A score of a thousand as a bar and a figure. */
export function scoreBar(score) {
  return h(
    "span",
    { class: "score" },
    h(
      "span",
      { class: "score-bar", "aria-hidden": "true" },
      h("span", { style: { width: `${(score / WHOLE) * 100}%` } }),
    ),
    h("span", { class: "num" }, `${count(score)} / ${count(WHOLE)}`),
  );
}

export const suggestionState = (state) => badge(sentence(state), TONES[state] ?? "open");

/** One suggestion, and the way to decide it. */
export function suggestionBody(app, suggestion, again) {
  const { evidence } = suggestion;
  return [
    h(
      "p",
      { class: "proposal-head" },
      h("b", null, t("suggestedMatch")),
      scoreBar(suggestion.score),
      suggestionState(suggestion.state),
    ),
    h("p", { lang: "en" }, evidence.reason),
    facts([
      [t("rule"), rich("ruleVersion", { rule: suggestion.rule, version: suggestion.ruleVersion })],
      [t("ledger"), t("itemsNumbered", { n: suggestion.postings.length, ids: suggestion.postings.join(", ") })],
      [t("books"), t("itemsNumbered", { n: suggestion.bookEntries.length, ids: suggestion.bookEntries.join(", ") })],
      [t("time"), instant(suggestion.at)],
      suggestion.decidedBy ? [t("decidedBy"), `${suggestion.decidedBy}: ${suggestion.decidedBecause ?? ""}`] : null,
    ]),
    evidenceTable(evidence),
    suggestion.proposal ? h("p", { class: "small-note" }, t("proposalToAcceptWaits", { id: suggestion.proposal })) : null,
    suggestion.state === "OPEN" && !suggestion.proposal && may(app.session, "propose")
      ? h(
          "p",
          { class: "decision" },
          h(
            "button",
            { type: "button", class: "primary", onclick: () => decide(app, suggestion, "acceptance", again) },
            t("acceptDots"),
          ),
          h("button", { type: "button", onclick: () => decide(app, suggestion, "refusal", again) }, t("declineDots")),
        )
      : null,
  ];
}

/** The fields in which two items differ; a line that says so where they differ in none. */
export function evidenceTable({ differences }) {
  if (differences.length === 0) return h("p", { class: "small-note" }, t("noFieldDiffers"));
  return plainTable(
    [t("field"), t("ledger"), t("books")],
    differences.map((each) => [FIELDS[each.field] ?? sentence(each.field), each.chain, each.books]),
  );
}

function decide(app, suggestion, deed, again) {
  const accept = deed === "acceptance";
  openDialog(
    {
      title: accept ? t("acceptThis") : t("declineThis"),
      body: [h("p", { lang: "en" }, suggestion.evidence.reason), reasonField()],
      confirm: accept ? t("accept") : t("decline"),
      submit: async ({ reason }) => {
        await post(`/suggestions/${suggestion.id}/${deed}`, { reason: reason.trim() });
        again();
      },
    },
    app,
  );
}
