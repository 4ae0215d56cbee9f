// A question that is asked once more before something is done, with what came of it.
import { announce, h, patch } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { problemBox } from "./pieces.js";

let number = 0;

/**
 * Opens a dialog over the page.
 *
 * @param {object} ask `title`; `body`, nodes of the form; `confirm`, the words of its button; `submit(values)`, which does it and gives
 *     nodes that say what came of it, or nothing when the dialog may close
 * @param {{failed: (problem: Error) => void}} app
 */
export function openDialog(ask, app) {
  const id = `dialog-${++number}`;
  const dialog = h("dialog", { class: "ask", "aria-labelledby": id });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  const draw = (...content) => patch(dialog, h("h2", { id }, ask.title), content);
  const form = (problem) => {
    draw(
      problem ? problemBox(problem) : null,
      h(
        "form",
        { onsubmit: (event) => submit(event, ask, app, draw, form, dialog) },
        ask.body,
        h(
          "p",
          { class: "dialog-foot" },
          h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, t("cancel")),
          h("button", { class: "primary" }, ask.confirm),
        ),
      ),
    );
  };
  form(null);
  dialog.showModal();
}

async function submit(event, ask, app, draw, form, dialog) {
  event.preventDefault();
  const button = event.currentTarget.querySelector("button.primary");
  button.disabled = true;
  try {
    const said = await ask.submit(Object.fromEntries(new FormData(event.currentTarget)));
    if (!said) return dialog.close();
    draw(
      said,
      h(
        "p",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, t("done")),
      ),
    );
    dialog.querySelector("button.primary").focus();
    announce(dialog.textContent);
  } catch (problem) {
    app.failed(problem);
    button.disabled = false;
    form(problem);
  }
}

/** A field of a dialog with its name above it. */
export function dialogField(label, input) {
  return h("label", { class: "dialog-field" }, h("span", null, label), input);
}

/** The reason that everything that two persons decide bears. */
export function reasonField(placeholder) {
  return dialogField(
    t("reason"),
    h("textarea", { name: "reason", rows: "2", required: true, maxlength: "500", placeholder: placeholder ?? "" }),
  );
}
