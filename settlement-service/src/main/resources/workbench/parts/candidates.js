// For an item that nothing matched: what is most alike on the other side, and the ways of a person to bind or to unbind.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { post } from "../lib/api.js";
import { may } from "../lib/roles.js";
import { openDialog, reasonField } from "./dialog.js";
import { evidenceTable, scoreBar } from "./suggestions.js";

/** The candidates of a broken item, best first. */
export function candidateList(app, row, side, items, again) {
  if (items.length === 0) return h("p", { class: "small-note" }, t("noCandidates"));
  const mayPropose = may(app.session, "propose") && row.breakId !== undefined;
  return h(
    "ul",
    { class: "candidates" },
    items.map((item) => {
      const other = item.posting ?? item.bookEntry;
      return h(
        "li",
        { class: "proposal", "data-key": String(other) },
        h("p", { class: "proposal-head" }, h("b", null, t("number", { id: other })), scoreBar(item.evidence.score)),
        h("p", { lang: "en" }, item.evidence.reason),
        evidenceTable(item.evidence),
        mayPropose
          ? h(
              "p",
              null,
              h(
                "button",
                { type: "button", class: "small", onclick: () => bind(app, row, side, other, item, again) },
                t("proposeForceMatch"),
              ),
            )
          : null,
      );
    }),
  );
}

function bind(app, row, side, other, { evidence }, again) {
  const [posting, entry] = side === "chain" ? [row.id, other] : [other, row.id];
  openDialog(
    {
      title: t("proposeForceMatch"),
      body: [
        h("p", { lang: "en" }, evidence.reason),
        h("p", { class: "small-note" }, t("anotherPersonDecides")),
        reasonField(),
      ],
      confirm: t("propose"),
      submit: async ({ reason }) => {
        await post("/proposals", {
          kind: "FORCE_MATCH",
          breakId: row.breakId,
          postings: [posting],
          bookEntries: [entry],
          reason: reason.trim(),
        });
        again();
      },
    },
    app,
  );
}

/** Asks why a match is to go, and proposes that it goes. */
export function undoButton(app, match, again) {
  if (!may(app.session, "propose")) return null;
  const ask = () =>
    openDialog(
      {
        title: t("proposeUndo"),
        body: [h("p", { class: "small-note" }, t("anotherPersonDecides")), reasonField()],
        confirm: t("propose"),
        submit: async ({ reason }) => {
          await post("/proposals", { kind: "UNDO_MATCH", matchId: match.id, reason: reason.trim() });
          again();
        },
      },
      app,
    );
  return h("p", null, h("button", { type: "button", class: "small", onclick: ask }, t("proposeUndo")));
}
