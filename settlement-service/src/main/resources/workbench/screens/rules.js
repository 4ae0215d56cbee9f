// Matching rules: their versions, what differs between two of them, a rehearsal over all stored items, and the editor of the next one.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get, post } from "../lib/api.js";
import { may } from "../lib/roles.js";
import { go } from "../lib/route.js";
import { changes } from "../lib/rule-sets.js";
import { sentence } from "../lib/words.js";
import { dialogField, openDialog, reasonField } from "../parts/dialog.js";
import { dryRunResult } from "../parts/dry-run.js";
import { badge, emptyNote, facts, hash, instant, problemBox, skeleton } from "../parts/pieces.js";
import { changeList, ruleList } from "../parts/rule-form.js";
import { section } from "../parts/split.js";
import { nextVersion, versionList } from "../parts/versions.js";

const MOST_VERSIONS = 200;
const POLL_MILLIS = 1_000;
const TONES = { LIVE: "ok", PROPOSED: "warn", REJECTED: "bad", RETIRED: "quiet" };
const NEW_RULE = { name: "", type: "FIELDS", mode: "SUGGEST" };

export function rulesScreen(app) {
  let params = {};
  let versions = null;
  let problem = null;
  let run = null; // the rehearsal of the chosen version, `undefined` before it is known
  let draft = null; // rules and aliases that are being edited
  let timer = null;
  const set = (next) => go("rules", { ...params, ...next }, true);
  const live = () => versions?.find((each) => each.state === "LIVE");
  const chosen = () => versions?.find((each) => String(each.version) === params.version) ?? live() ?? versions?.[0];

  async function load() {
    try {
      versions = (await get("/rule-sets", { limit: MOST_VERSIONS })).items;
      problem = null;
      readRun();
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }

  async function readRun() {
    clearTimeout(timer);
    const version = chosen()?.version;
    if (version === undefined) return;
    try {
      const answer = await get(`/rule-sets/${version}/dry-run`);
      if (chosen()?.version !== version) return;
      run = answer;
      if (run.state === "RUNNING") timer = setTimeout(readRun, POLL_MILLIS);
    } catch (refusal) {
      run = null; // it was never rehearsed
      app.failed(refusal);
    }
    app.draw();
  }

  async function rehearse(version) {
    try {
      run = await post(`/rule-sets/${version}/dry-run`);
      timer = setTimeout(readRun, POLL_MILLIS);
      problem = null;
    } catch (refusal) {
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }

  const edit = (from) => {
    draft = { rules: [], aliases: undefined, ...structuredClone(from?.ruleSet ?? {}) };
    app.draw();
  };
  const cancel = () => {
    draft = null;
    app.draw();
  };
  const changeDraft = (rules, redraw) => {
    draft = { ...draft, rules };
    if (redraw) app.draw();
  };

  function propose() {
    openDialog(
      {
        title: t("proposeTheseRules"),
        body: [
          h("p", { class: "small-note" }, t("anotherPersonDecides")),
          changeList(changes(live()?.ruleSet.rules ?? [], draft.rules)),
          reasonField(),
        ],
        confirm: t("propose"),
        submit: async ({ reason }) => {
          const { rules, aliases } = draft;
          const made = await post("/rule-sets", {
            note: reason.trim(),
            ruleSet: aliases ? { aliases, rules } : { rules },
          });
          draft = null;
          await load();
          set({ version: String(made.version) });
        },
      },
      app,
    );
  }

  function decide(version, deed) {
    openDialog(
      {
        title: deed === "approval" ? t("approveVersion", { version }) : t("rejectVersion", { version }),
        body: [reasonField()],
        confirm: deed === "approval" ? t("approve") : t("reject"),
        submit: async ({ reason }) => {
          const done = await post(`/rule-sets/${version}/${deed}`, { reason: reason.trim() });
          await load();
          return done.state === "LIVE" && done.matched !== undefined
            ? h("p", null, t("rulesWentLive", { matched: done.matched, resolved: done.breaksResolved ?? 0 }))
            : null;
        },
      },
      app,
    );
  }

  return {
    show(next) {
      const other = next.version !== params.version;
      params = next;
      if (!versions) load();
      else if (other) {
        run = undefined;
        readRun();
      }
    },
    reload: load,
    stop: () => clearTimeout(timer),
    close: cancel,
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("matchingRules")),
        h("p", { class: "sub" }, t("rulesSub")),
        h(
          "span",
          { class: "head-actions" },
          may(app.session, "propose") && !draft && versions
            ? h(
                "button",
                { type: "button", onclick: () => edit(chosen()) },
                versions.length ? t("editAsNewVersion") : t("writeFirstRules"),
              )
            : null,
        ),
      ),
      problem ? problemBox(problem, load) : null,
      versions ? (draft ? editor() : desk()) : problem ? null : skeleton(8),
    ],
  };

  function editor() {
    return nextVersion(
      {
        kind: "rule-editor",
        extra: h(
          "button",
          { type: "button", onclick: () => changeDraft([...draft.rules, { ...NEW_RULE }], true) },
          t("addARule"),
        ),
        ready: draft.rules.length > 0,
        cancel,
        propose,
      },
      draft.rules.length ? ruleList(draft.rules, changeDraft) : emptyNote(t("noRulesYet"), t("rulesBegin")),
      dialogField(
        t("aliasesALineEach"),
        h("textarea", {
          rows: "3",
          spellcheck: "false",
          value: Object.entries(draft.aliases ?? {})
            .map(([written, meant]) => `${written} = ${meant}`)
            .join("\n"),
          onchange: (event) => {
            draft = { ...draft, aliases: aliasesOf(event.target.value) };
          },
        }),
      ),
    );
  }

  function desk() {
    const shown = chosen();
    if (!shown) return emptyNote(t("noRulesYet"), t("standardRulesHold"));
    const { rules = [] } = shown.ruleSet;
    return h(
      "div",
      { class: "cycles-desk" },
      versionList({ versions, shown, tones: TONES, note: (each) => each.note, choose: (version) => set({ version }) }),
      h(
        "section",
        { class: "card rule-version", "aria-labelledby": "version-title", "data-key": String(shown.version) },
        h(
          "header",
          { class: "card-head" },
          h("h2", { id: "version-title" }, t("version", { version: shown.version })),
          badge(sentence(shown.state), TONES[shown.state] ?? "open"),
        ),
        h(
          "div",
          { class: "card-body rule-version-body" },
          facts([
            [t("reason"), shown.note],
            [t("proposedBy"), rich("atByWhoPlain", { who: shown.proposedBy, at: instant(shown.proposedAt) })],
            shown.decidedBy
              ? [
                  t("decidedBy"),
                  [
                    rich("atByWhoPlain", { who: shown.decidedBy, at: instant(shown.decidedAt) }),
                    ": ",
                    shown.decidedBecause,
                  ],
                ]
              : null,
            [t("sHA256"), hash(shown.sha256)],
          ]),
          decision(shown),
          shown.state === "LIVE"
            ? null
            : section(t("differsFromLive"), changeList(changes(live()?.ruleSet.rules ?? [], rules))),
          section(
            t("dryRun"),
            may(app.session, "propose") && shown.state === "PROPOSED"
              ? h(
                  "p",
                  null,
                  h(
                    "button",
                    { type: "button", disabled: run?.state === "RUNNING", onclick: () => rehearse(shown.version) },
                    t("rehearse"),
                  ),
                )
              : null,
            run === undefined ? skeleton(2) : dryRunResult(run),
          ),
          section(t("rulesInOrder"), rules.length ? ruleList(rules, null) : emptyNote(t("noRulesYet"))),
        ),
      ),
    );
  }

  // Nobody decides an own version; the page says so in the place of the button.
  function decision(shown) {
    if (shown.state !== "PROPOSED") return null;
    const own = shown.proposedBy === app.session.user;
    return [
      own ? h("p", { class: "note own-proposal" }, t("ownProposal")) : null,
      h(
        "p",
        { class: "decision" },
        !own && may(app.session, "decide")
          ? h(
              "button",
              { type: "button", class: "primary", onclick: () => decide(shown.version, "approval") },
              t("approveDots"),
            )
          : null,
        may(app.session, "propose")
          ? h(
              "button",
              { type: "button", onclick: () => decide(shown.version, "rejection") },
              own ? t("withdrawIt") : t("rejectDots"),
            )
          : null,
      ),
    ];
  }
}

// A line an alias: `name as written = name that is meant`; none at all where no line is one.
function aliasesOf(text) {
  const pairs = text
    .split("\n")
    .map((line) => line.split("=").map((part) => part.trim()))
    .filter((parts) => parts.length === 2 && parts.every(Boolean));
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}
