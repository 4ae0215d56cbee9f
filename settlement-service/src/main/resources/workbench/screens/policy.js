// How the desk works: the policy with its versions, and the mandates under which small breaks resolve themselves.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get, post } from "../lib/api.js";
import { linesOf, policyOf } from "../lib/policy-lines.js";
import { may } from "../lib/roles.js";
import { go } from "../lib/route.js";
import { sentence } from "../lib/words.js";
import { openDialog, reasonField } from "../parts/dialog.js";
import { mandateList, proposeMandate } from "../parts/mandates.js";
import { badge, facts, instant, problemBox, skeleton } from "../parts/pieces.js";
import { policyEditor } from "../parts/policy-editor.js";
import { policyView } from "../parts/policy-view.js";
import { nextVersion, versionList } from "../parts/versions.js";

const TONES = { IN_FORCE: "ok", PENDING: "warn", REJECTED: "bad", REPLACED: "quiet" };

export function policyScreen(app) {
  let params = {};
  let policy = null; // the answer of the service: version in force, its body, and all versions
  let mandates = null;
  let problem = null;
  let draft = null; // the lines that are being edited, and what the service said of them
  const set = (next) => go("policy", { ...params, ...next }, true);
  const ofMandates = () => params.view === "mandates";
  const builtIn = () => ({ version: 0, state: "IN_FORCE", policy: policy.policy });
  const versions = () =>
    policy.versions.some((each) => each.version === policy.version)
      ? policy.versions
      : [...policy.versions, builtIn()];
  const chosen = () =>
    versions().find((each) => String(each.version) === params.version) ??
    versions().find((each) => each.version === policy.version);

  async function load() {
    try {
      if (ofMandates()) mandates = (await get("/mandates")).items;
      else policy = await get("/desk/policy");
      problem = null;
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }

  function edit() {
    draft = { lines: linesOf(policy.policy), base: policy.version, told: [] };
    app.draw();
  }

  function cancel() {
    draft = null;
    app.draw();
  }

  function propose() {
    const { policy: made } = policyOf(draft.lines);
    openDialog(
      {
        title: t("proposeThisPolicy"),
        body: [h("p", { class: "small-note" }, t("anotherPersonDecides")), reasonField()],
        confirm: t("propose"),
        submit: async ({ reason }) => {
          try {
            const proposed = await post("/desk/policy", { base: draft.base, policy: made, reason: reason.trim() });
            draft = null;
            await load();
            set({ version: String(proposed.version) });
          } catch (refusal) {
            placeRefusal(refusal);
            throw refusal;
          }
        },
      },
      app,
    );
  }

  // The service names a field, such as `policy.routing.house.group`; it is shown at the line of that rule.
  function placeRefusal(refusal) {
    const [, section, name] = (refusal.field ?? "").split(".");
    if (section && draft && Object.hasOwn(draft.lines, section)) {
      const line = policyOf(draft.lines).at(section, name);
      draft = { ...draft, told: [{ section, line, text: refusal.message }] };
      app.draw();
    }
  }

  function decide(version, approve) {
    openDialog(
      {
        title: approve ? t("approveVersion", { version }) : t("rejectVersion", { version }),
        body: [reasonField()],
        confirm: approve ? t("approve") : t("reject"),
        submit: async ({ reason }) => {
          await post(`/desk/policy/${version}/decision`, { approve, reason: reason.trim() });
          await load();
        },
      },
      app,
    );
  }

  return {
    show(next) {
      const other = next.view !== params.view;
      params = next;
      if (other || !(ofMandates() ? mandates : policy)) load();
    },
    reload: load,
    stop() {},
    close: cancel,
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("deskPolicy")),
        h(
          "div",
          { class: "segments", role: "group", "aria-label": t("deskPolicy") },
          [
            [undefined, t("policy")],
            ["mandates", t("mandates")],
          ].map(([view, text]) =>
            h(
              "button",
              {
                type: "button",
                "data-key": text,
                "aria-pressed": String(params.view === view),
                onclick: () => go("policy", { view }, true),
              },
              text,
            ),
          ),
        ),
        h("p", { class: "sub" }, ofMandates() ? t("mandatesMeaning") : t("policyMeaning")),
        h("span", { class: "head-actions" }, action()),
      ),
      problem ? problemBox(problem, load) : null,
      ofMandates()
        ? mandates
          ? mandateList(app, mandates, load)
          : skeleton(6)
        : policy
          ? draft
            ? editor()
            : desk()
          : skeleton(8),
    ],
  };

  function action() {
    if (!may(app.session, "propose")) return null;
    if (ofMandates())
      return h("button", { type: "button", onclick: () => proposeMandate(app, load) }, t("proposeAMandateDots"));
    return policy && !draft ? h("button", { type: "button", onclick: edit }, t("editAsNewVersion")) : null;
  }

  function editor() {
    const { faults } = policyOf(draft.lines);
    return nextVersion(
      {
        extra: faults.length ? h("span", { class: "text-bad" }, t("nLinesAreWrong", { n: faults.length })) : null,
        ready: faults.length === 0,
        cancel,
        propose,
      },
      policyEditor(draft.lines, [...faults, ...draft.told], (section, text) => {
        draft = { ...draft, lines: { ...draft.lines, [section]: text }, told: [] };
        app.draw();
      }),
    );
  }

  function desk() {
    const shown = chosen();
    return h(
      "div",
      { class: "cycles-desk" },
      versionList({
        versions: versions(),
        shown,
        tones: TONES,
        note: (each) => each.reason ?? t("builtIn"),
        choose: (version) => set({ version }),
      }),
      h(
        "section",
        { class: "card", "aria-labelledby": "version-title", "data-key": String(shown.version) },
        h(
          "header",
          { class: "card-head" },
          h("h2", { id: "version-title" }, t("version", { version: shown.version })),
          badge(sentence(shown.state), TONES[shown.state] ?? "open"),
        ),
        h("div", { class: "card-body policy-view" }, origin(shown), decision(shown), policyView(shown.policy ?? policy.policy)),
      ),
    );
  }

  function origin(shown) {
    return shown.maker
      ? facts([
          [t("reason"), shown.reason],
          [t("proposedBy"), rich("atByWhoPlain", { who: shown.maker, at: instant(shown.at) })],
          shown.decision
            ? [
                shown.decision.approve ? t("approvedBy") : t("rejectedBy"),
                [
                  rich("atByWhoPlain", { who: shown.decision.by, at: instant(shown.decision.at) }),
                  ": ",
                  shown.decision.reason,
                ],
              ]
            : null,
        ])
      : null;
  }

  // Nobody decides an own version; the page says so in the place of the buttons.
  function decision(shown) {
    if (shown.state !== "PENDING") return null;
    if (shown.maker === app.session.user) return h("p", { class: "note own-proposal" }, t("ownProposal"));
    if (!may(app.session, "decide")) return h("p", { class: "small-note" }, t("anApproverDecides"));
    return h(
      "p",
      { class: "decision" },
      h(
        "button",
        { type: "button", class: "primary", onclick: () => decide(shown.version, true) },
        t("approveDots"),
      ),
      h("button", { type: "button", onclick: () => decide(shown.version, false) }, t("rejectDots")),
    );
  }
}
