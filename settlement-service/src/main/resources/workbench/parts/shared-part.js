// What of a break of the desk is shared with its counterparty, the line that shares it, and the proofs of its entries.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { may } from "../lib/roles.js";
import { linkTo } from "../lib/route.js";
import { commandLine } from "./command-line.js";
import { problemBox } from "./pieces.js";
import { proofButton } from "./proof-button.js";
import { section } from "./split.js";
import { sharedDue, sharedState, turnText } from "./shared-detail.js";

/** Reads it; that it could not be read is part of what is shown. */
export const sharedOf = (get, id) =>
  get(`/breaks/${id}/shared`).catch((problem) => ({ problem, items: [], commands: [] }));

/** Sections of an opened break. */
export function sharedPart(app, { shared, bookEntries }) {
  return [
    shared ? section(t("sharedWithCounterparty"), body(app, shared)) : null,
    bookEntries.length && may(app.session, "original")
      ? section(
          t("proof"),
          bookEntries.map((entry) =>
            h("div", { class: "proof-line", "data-key": String(entry.id) }, [
              h("span", { class: "ref" }, entry.reference || t("number", { id: entry.id })),
              proofButton(app, entry.id),
            ]),
          ),
        )
      : null,
  ];
}

function body(app, { problem, items, commands }) {
  if (problem) return problemBox(problem);
  return [
    items.length
      ? h(
          "ul",
          { class: "shared-list" },
          items.map((item) =>
            h(
              "li",
              { "data-key": item.id },
              h("a", { class: "ref", href: linkTo("shared", { open: item.id }) }, item.id),
              " ",
              sharedState(item),
              " ",
              sharedDue(item),
              h("span", { class: "small-note" }, item.waitsFor.map(turnText).join("; ")),
            ),
          ),
        )
      : h("p", { class: "small-note" }, commands.length ? t("notSharedYet") : t("cannotBeShared")),
    commands.map((command) => commandLine(app, command, t("shareIt"))),
  ];
}
