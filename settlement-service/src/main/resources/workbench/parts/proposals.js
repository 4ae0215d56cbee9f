// What only two persons may do: the proposal of the one, and the decision of the other, with their reasons.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { post } from "../lib/api.js";
import { isNegative, isZero } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { may } from "../lib/roles.js";
import { sentence } from "../lib/words.js";
import { dialogField, openDialog, reasonField } from "./dialog.js";
import { amount, badge, day, facts, instant } from "./pieces.js";

const STATES = { PENDING: "warn", APPROVED: "ok", REJECTED: "bad", WITHDRAWN: "quiet", STALE: "quiet" };
const MEANINGS = {
  FORCE_MATCH: t("forceMatchMeaning"),
  WRITE_OFF: t("writeOffMeaning"),
  ADJUSTMENT: t("adjustmentMeaning"),
  UNDO_MATCH: t("undoMatchMeaning"),
  REVERSAL: t("reversalMeaning"),
  ACCEPT_SUGGESTION: t("acceptSuggestionMeaning"),
};

/** State of a proposal as a badge. */
export const proposalState = (state) => badge(sentence(state), STATES[state] ?? "open");

/** The proposals of a break, and the way to another one while none waits. */
export function proposalsOf(app, item, again) {
  const { break: found, proposals = [] } = item;
  const waits = proposals.some((each) => each.state === "PENDING");
  return [
    proposals.map((each) =>
      h("div", { class: "proposal", "data-key": String(each.id) }, proposalBody(app, each, again)),
    ),
    proposals.length === 0 ? h("p", { class: "small-note" }, t("noProposals")) : null,
    may(app.session, "propose") && found.state !== "RESOLVED" && !waits
      ? h("p", null, h("button", { type: "button", onclick: () => propose(app, item, again) }, t("proposeDots")))
      : null,
  ];
}

/** What is proposed, why, by whom; who has decided; and what this person may do about it. */
export function proposalBody(app, proposal, again) {
  return [
    h(
      "p",
      { class: "proposal-head" },
      h("b", null, sentence(proposal.kind)),
      amount(proposal.amount, { quietZero: false }),
      h("span", { class: "unit" }, proposal.asset),
      proposalState(proposal.state),
    ),
    h("p", { class: "small-note" }, MEANINGS[proposal.kind] ?? ""),
    facts([
      [t("reason"), h("span", { class: "proposal-reason" }, proposal.reason)],
      [t("proposedBy"), rich("atByWhoPlain", { who: proposal.maker, at: instant(proposal.at) })],
      proposal.adjustment ? [t("entry"), adjustmentLine(proposal.adjustment, proposal)] : null,
      proposal.trade
        ? [t("trade"), h("a", { href: linkTo("trades", { open: proposal.trade }) }, proposal.trade)]
        : null,
      ...proposal.decisions.map((each) => [
        each.approve ? t("approvedBy") : t("rejectedBy"),
        [rich("atByWhoPlain", { who: each.by, at: instant(each.at) }), ": ", each.reason],
      ]),
      proposal.state === "PENDING"
        ? [t("stillNeeds"), t("nApprovals", { n: proposal.approvalsNeeded - approvals(proposal) })]
        : null,
    ]),
    proposal.kind === "REVERSAL" && proposal.state === "APPROVED"
      ? h("p", null, h("a", { href: `/api/v1/proposals/${proposal.id}/reversal`, download: "" }, t("downloadReversal")))
      : null,
    proposal.state === "PENDING" ? decision(app, proposal, again) : null,
  ];
}

const approvals = ({ decisions }) => decisions.filter((each) => each.approve).length;

function adjustmentLine(adjustment, proposal) {
  return [
    amount(adjustment.amount, { signed: true }),
    ` ${adjustment.asset ?? proposal.asset}, ${sentence(adjustment.account ?? proposal.account)}`,
    adjustment.valueDate ? [", ", day(adjustment.valueDate)] : null,
    `: ${adjustment.text}`,
  ];
}

// A person never decides what this person proposed; the page says why instead of leaving buttons out without a word.
function decision(app, proposal, again) {
  const me = app.session.user;
  if (proposal.maker === me)
    return h(
      "p",
      { class: "note own-proposal" },
      `${t("ownProposal")} `,
      may(app.session, "propose")
        ? h(
            "button",
            { type: "button", class: "small", onclick: () => withdraw(app, proposal, again) },
            t("withdrawIt"),
          )
        : null,
    );
  if (proposal.decisions.some((each) => each.by === me)) return h("p", { class: "note" }, t("youHaveDecided"));
  if (!may(app.session, "decide")) return h("p", { class: "small-note" }, t("anApproverDecides"));
  return h(
    "p",
    { class: "decision" },
    h(
      "button",
      { type: "button", class: "primary", onclick: () => decide(app, proposal, true, again) },
      t("approveDots"),
    ),
    h("button", { type: "button", onclick: () => decide(app, proposal, false, again) }, t("rejectDots")),
  );
}

/** Asks for the reason of a decision, and makes it. */
export function decide(app, proposal, approve, again) {
  openDialog(
    {
      title: approve
        ? t("approveThis", { kind: sentence(proposal.kind) })
        : t("rejectThis", { kind: sentence(proposal.kind) }),
      body: [
        h(
          "p",
          null,
          rich("proposedAmountReason", {
            amount: amount(proposal.amount),
            asset: proposal.asset,
            who: proposal.maker,
            reason: proposal.reason,
          }),
        ),
        reasonField(approve ? t("whatWasSeen") : t("whatIsMissing")),
      ],
      confirm: approve ? t("approve") : t("reject"),
      submit: async ({ reason }) => {
        await post(`/proposals/${proposal.id}/decision`, { approve, reason: reason.trim() });
        again();
      },
    },
    app,
  );
}

async function withdraw(app, proposal, again) {
  try {
    await post(`/proposals/${proposal.id}/withdrawal`);
  } catch (problem) {
    app.failed(problem);
  }
  again();
}

/** Asks what is proposed for a break, and proposes it. */
export function propose(app, { break: found, postings, bookEntries, trade }, again) {
  const kinds = [
    postings.length && bookEntries.length ? "FORCE_MATCH" : null,
    "WRITE_OFF",
    "ADJUSTMENT",
    trade?.state === "SETTLED" ? "REVERSAL" : null,
  ].filter(Boolean);
  const needed = opposite(found.difference);
  openDialog(
    {
      title: t("proposeForBreak", { reference: found.reference || `#${found.id}` }),
      body: [
        h("p", { class: "small-note" }, t("anotherPersonDecides")),
        h(
          "fieldset",
          { class: "kinds" },
          h("legend", null, t("kind")),
          kinds.map((kind, at) =>
            h(
              "label",
              { class: "kind-choice" },
              h("input", {
                type: "radio",
                name: "kind",
                value: kind,
                checked: at === 0,
                autofocus: at === 0,
                required: true,
              }),
              h("span", null, h("b", null, sentence(kind)), h("span", { class: "small-note" }, MEANINGS[kind])),
            ),
          ),
        ),
        h(
          "div",
          { class: "adjustment-fields" },
          dialogField(
            t("amount"),
            h("input", { name: "amount", inputmode: "decimal", value: isZero(needed) ? "" : needed, maxlength: "40" }),
          ),
          dialogField(t("valueDate"), h("input", { name: "valueDate", type: "date", value: found.valueDate ?? "" })),
          dialogField(t("text"), h("input", { name: "text", maxlength: "140", value: found.reference ?? "" })),
        ),
        reasonField(),
      ],
      confirm: t("propose"),
      submit: async ({ kind, reason, amount: value, valueDate, text }) => {
        const adjustment = { amount: value.trim(), valueDate: valueDate || undefined, text: text.trim() };
        await post("/proposals", {
          kind,
          breakId: found.id,
          reason: reason.trim(),
          adjustment: kind === "ADJUSTMENT" ? adjustment : undefined,
        });
        again();
      },
    },
    app,
  );
}

const opposite = (text) => (isZero(text) ? text : isNegative(text) ? text.slice(1) : `-${text}`);
