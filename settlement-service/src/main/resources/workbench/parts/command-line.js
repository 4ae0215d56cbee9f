// A line for the member's own node, with a button that copies it. The service signs nothing.
import { announce, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { sentence } from "../lib/words.js";

let copied = null;

/** One command: what it does and as which hand, above the line itself. */
export function commandLine(app, { act, hand, line }, name) {
  return h(
    "div",
    { class: "command", "data-key": `${act}-${hand}` },
    h(
      "p",
      { class: "command-head" },
      h("b", null, name ?? sentence(act)),
      h("span", { class: "small-note" }, t("asHand", { hand: sentence(hand) })),
      h(
        "button",
        { type: "button", class: "small", onclick: () => copy(app, line) },
        copied === line ? t("copied") : t("copy"),
      ),
    ),
    h("code", { class: "command-line" }, line),
  );
}

async function copy(app, line) {
  try {
    await navigator.clipboard.writeText(line);
    copied = line;
    announce(t("copied"));
  } catch (blocked) {
    announce(t("copyIsBlocked"));
    console.info("This browser does not let the page copy", blocked.name);
  }
  app.draw();
}
