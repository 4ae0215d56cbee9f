// How an amount came about: each figure and, below it, what it was made from. The first steps are open, deeper ones open on demand.
import { h } from "../lib/dom.js";

const OPEN_DEPTH = 3;

/**
 * A tree of `{words, text, parts}` as nested lists that fold.
 *
 * @param {Map<string, boolean>} folds what the person has opened and closed, by place in the tree
 */
export function derivation(node, folds, depth = 0, path = "0") {
  const row = [h("span", { class: "tree-words" }, node.words), h("span", { class: "tree-figure num" }, node.text)];
  if (!node.parts?.length) return h("div", { class: "tree-row tree-leaf", "data-key": path }, row);
  return h(
    "details",
    {
      class: "tree-node",
      "data-key": path,
      open: folds.get(path) ?? depth < OPEN_DEPTH,
    },
    h(
      "summary",
      {
        class: "tree-row",
        // At the click and not at the event that follows it: what is drawn anew in between must know.
        onclick: (event) => folds.set(path, !event.currentTarget.parentElement.open),
      },
      row,
    ),
    h(
      "ul",
      null,
      node.parts.map((part, at) =>
        h("li", { "data-key": `${path}-${at}` }, derivation(part, folds, depth + 1, `${path}-${at}`)),
      ),
    ),
  );
}
