// Mandates: breaks that resolve themselves within limits, with what of today's budget is used, and what persons do about them.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { post } from "../lib/api.js";
import { may } from "../lib/roles.js";
import { BREAK_KINDS, breakName, sentence } from "../lib/words.js";
import { dialogField, openDialog, reasonField } from "./dialog.js";
import { amount, badge, day, emptyNote, facts, instant } from "./pieces.js";

const TONES = { ACTIVE: "ok", PENDING: "warn", REJECTED: "bad", OFF: "quiet" };
const DAYS_AHEAD = 90;

/** The mandates, newest first. */
export function mandateList(app, mandates, again) {
  return mandates.length
    ? h(
        "ul",
        { class: "mandates" },
        mandates.map((each) => card(app, each, again)),
      )
    : emptyNote(t("noMandates"), t("mandatesMeaning"));
}

function card(app, mandate, again) {
  return h(
    "li",
    { class: "card mandate", "data-key": String(mandate.id) },
    h(
      "header",
      { class: "card-head" },
      h("h2", null, mandate.reason),
      badge(sentence(mandate.state), TONES[mandate.state] ?? "open"),
    ),
    h(
      "div",
      { class: "card-body mandate-body" },
      facts([
        [t("kindsOfBreak"), mandate.kinds.map(breakName).join(t("listComma"))],
        [t("ofAccounts"), mandate.accounts.map(sentence).join(t("listComma"))],
        [t("eachUpTo"), [amount(mandate.tolerance), " ", h("span", { class: "unit" }, mandate.asset)]],
        [t("days"), rich("toWithFromTo", { from: day(mandate.validFrom), to: day(mandate.validTo) })],
        [t("proposedBy"), rich("atByWhoPlain", { who: mandate.maker, at: instant(mandate.at) })],
        ...mandate.decisions.map((each) => [
          each.approve ? t("approvedBy") : t("rejectedBy"),
          [rich("atByWhoPlain", { who: each.by, at: instant(each.at) }), ": ", each.reason],
        ]),
        mandate.switchedOff
          ? [
              t("switchedOffBy"),
              [
                rich("atByWhoPlain", { who: mandate.switchedOff.by, at: instant(mandate.switchedOff.at) }),
                ": ",
                mandate.switchedOff.reason,
              ],
            ]
          : null,
      ]),
      h(
        "div",
        { class: "mandate-meters" },
        meter(t("usedTodayNumber"), mandate.usedToday.count, mandate.dailyCount, (each) => String(each)),
        meter(t("usedTodayAmount"), mandate.usedToday.amount, mandate.dailyAmount, (each) => amount(each)),
      ),
      deeds(app, mandate, again),
    ),
  );
}

// The exact figures stand beside the meter.
function meter(label, used, most, shown) {
  return h(
    "div",
    { class: "mandate-meter", "data-key": label },
    h("span", null, label),
    h("meter", { min: "0", max: String(most), value: String(used), high: String(Number(most) * 0.8), "aria-label": label }),
    h("span", { class: "num" }, shown(used), " / ", shown(most)),
  );
}

function deeds(app, mandate, again) {
  const me = app.session.user;
  const decided = mandate.decisions.some((each) => each.by === me);
  const pending = mandate.state === "PENDING";
  return [
    pending && mandate.maker === me ? h("p", { class: "note own-proposal" }, t("ownProposal")) : null,
    pending && decided ? h("p", { class: "note" }, t("youHaveDecided")) : null,
    h(
      "p",
      { class: "decision" },
      pending && mandate.maker !== me && !decided && may(app.session, "decide")
        ? [
            h(
              "button",
              { type: "button", class: "primary", onclick: () => decide(app, mandate, true, again) },
              t("approveDots"),
            ),
            h("button", { type: "button", onclick: () => decide(app, mandate, false, again) }, t("rejectDots")),
          ]
        : null,
      ["PENDING", "ACTIVE"].includes(mandate.state) && may(app.session, "propose")
        ? h("button", { type: "button", onclick: () => stop(app, mandate, again) }, t("switchOffDots"))
        : null,
    ),
  ];
}

function decide(app, { id }, approve, again) {
  openDialog(
    {
      title: approve ? t("approveMandate", { id }) : t("rejectMandate", { id }),
      body: [reasonField(approve ? t("whatWasSeen") : t("whatIsMissing"))],
      confirm: approve ? t("approve") : t("reject"),
      submit: async ({ reason }) => {
        await post(`/mandates/${id}/decision`, { approve, reason: reason.trim() });
        again();
      },
    },
    app,
  );
}

function stop(app, { id }, again) {
  openDialog(
    {
      title: t("switchOffMandate", { id }),
      body: [h("p", { class: "small-note" }, t("switchedOffAtOnce")), reasonField()],
      confirm: t("switchOff"),
      submit: async ({ reason }) => {
        await post(`/mandates/${id}/off`, { reason: reason.trim() });
        again();
      },
    },
    app,
  );
}

/** Asks what a new mandate may do, and proposes it. */
export function proposeMandate(app, again) {
  const today = new Date();
  const isoDay = (ahead) => new Date(today.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
  const field = (label, name, more) => dialogField(label, h("input", { name, required: true, ...more }));
  openDialog(
    {
      title: t("proposeAMandate"),
      body: [
        h("p", { class: "small-note" }, t("twoOthersApprove")),
        h(
          "fieldset",
          { class: "mandate-choices" },
          h("legend", null, t("kindsOfBreak")),
          Object.keys(BREAK_KINDS).map((kind) => check(`kind-${kind}`, breakName(kind))),
        ),
        h(
          "fieldset",
          { class: "mandate-choices" },
          h("legend", null, t("ofAccounts")),
          app.member.accounts.map((account) => check(`account-${account}`, sentence(account))),
        ),
        dialogField(
          t("asset"),
          h(
            "select",
            { name: "asset" },
            app.member.assets.map(({ code }) => h("option", { value: code }, code)),
          ),
        ),
        field(t("eachUpTo"), "tolerance", { inputmode: "decimal", pattern: "[0-9]+([.][0-9]+)?" }),
        field(t("mostADay"), "dailyCount", { type: "number", min: "1", max: "100000" }),
        field(t("mostAmountADay"), "dailyAmount", { inputmode: "decimal", pattern: "[0-9]+([.][0-9]+)?" }),
        field(t("firstDay"), "validFrom", { type: "date", value: isoDay(0) }),
        field(t("lastDay"), "validTo", { type: "date", value: isoDay(DAYS_AHEAD) }),
        reasonField(),
      ],
      confirm: t("propose"),
      submit: async (values) => {
        const chosen = (prefix) =>
          Object.keys(values)
            .filter((name) => name.startsWith(prefix))
            .map((name) => name.slice(prefix.length));
        const { asset, tolerance, dailyAmount, validFrom, validTo, reason } = values;
        await post("/mandates", {
          reason: reason.trim(),
          kinds: chosen("kind-"),
          accounts: chosen("account-"),
          asset,
          tolerance,
          dailyCount: Number(values.dailyCount),
          dailyAmount,
          validFrom,
          validTo,
        });
        again();
      },
    },
    app,
  );
}

const check = (name, label) => h("label", { class: "toggle" }, h("input", { type: "checkbox", name }), label);
