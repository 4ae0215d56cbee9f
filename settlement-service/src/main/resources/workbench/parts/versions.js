// Versions of what a second person approves: the list of them, and the card in which the next one is written.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { sentence } from "../lib/words.js";
import { badge } from "./pieces.js";

/**
 * The card of the editor: `extra` stands before its two buttons, and it can be proposed when it is `ready`.
 */
export function nextVersion({ kind = "", extra = null, ready, cancel, propose }, ...body) {
  return h(
    "section",
    { class: `card ${kind}`.trim(), "aria-labelledby": "editor-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "editor-title" }, t("nextVersion")),
      h(
        "span",
        { class: "head-actions" },
        extra,
        h("button", { type: "button", class: "quiet", onclick: cancel }, t("cancel")),
        h("button", { type: "button", class: "primary", disabled: !ready, onclick: propose }, t("proposeDots2")),
      ),
    ),
    h("div", { class: "card-body" }, ...body),
  );
}

/** The card of all versions, of which one is shown; `note` says in words what a version is. */
export function versionList({ versions, shown, tones, note, choose }) {
  return h(
    "section",
    { class: "card", "aria-labelledby": "versions-title" },
    h("header", { class: "card-head" }, h("h2", { id: "versions-title" }, t("versions"))),
    h(
      "ul",
      { class: "cycle-list" },
      versions.map((each) =>
        h(
          "li",
          { "data-key": String(each.version) },
          h(
            "button",
            {
              type: "button",
              "aria-pressed": String(each.version === shown.version),
              onclick: () => choose(String(each.version)),
            },
            h("b", null, t("version", { version: each.version })),
            badge(sentence(each.state), tones[each.state] ?? "open"),
            h("span", { class: "small-note" }, note(each)),
          ),
        ),
      ),
    ),
  );
}
