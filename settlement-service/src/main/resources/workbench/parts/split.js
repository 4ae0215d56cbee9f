// A list with the opened item beside it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { problemBox, skeleton } from "./pieces.js";

/** The list, and at its side the panel that `detail` draws while an item is open. */
export function splitView(list, opened, name, detail) {
  const open = opened.id !== null;
  return h(
    "div",
    { class: ["split", open && "split-open"] },
    list,
    open ? h("aside", { class: "card detail-card", "aria-label": name, "data-key": "detail" }, detail()) : null,
  );
}

/** The panel: a heading that stays, and a body that scrolls, loads and fails by itself. */
export function panel({ item, problem, again }, kind, title, close, body) {
  return [
    h(
      "header",
      { class: "detail-head" },
      h("div", null, h("p", { class: "detail-kind" }, kind), h("h2", null, title)),
      h(
        "button",
        { type: "button", class: "quiet", onclick: close, "aria-label": t("closeTheDetail"), title: "Esc" },
        t("close"),
      ),
    ),
    h(
      "div",
      { class: "detail-body", tabindex: "0", role: "region", "aria-label": kind },
      problem ? problemBox(problem, again) : item ? body(item) : skeleton(8),
    ),
  ];
}

/** A titled part of a panel. */
export function section(title, ...content) {
  return h("section", { "data-key": title }, h("h3", null, title), content);
}

/** A plain table; `headings` are texts, or `[text, "end"]` for right-aligned columns. */
export function plainTable(headings, rows) {
  const column = headings.map((heading) => (Array.isArray(heading) ? heading : [heading, null]));
  return h(
    "table",
    { class: "plain" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        column.map(([text, align]) => h("th", { scope: "col", class: align }, text)),
      ),
    ),
    h(
      "tbody",
      null,
      rows.map((cells) =>
        h(
          "tr",
          null,
          cells.map((cell, at) => h("td", { class: column[at][1] }, cell)),
        ),
      ),
    ),
  );
}
