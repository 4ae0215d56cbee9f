// Closing a business day: what is still pending on it becomes a break. Asked once more before it is done, as it cannot be undone.
import { announce, h, patch } from "../lib/dom.js";
import { post } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { problemBox } from "./pieces.js";

/** The button of those who may; `onClosed` is called after a day was closed. */
export function closeDayButton(app, onClosed) {
  return h("button", { type: "button", onclick: () => open(app, onClosed) }, "Close day");
}

function open(app, onClosed) {
  const dialog = h("dialog", { class: "close-day", "aria-labelledby": "close-day-title" });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  ask(dialog, app, onClosed, null);
  dialog.showModal();
}

function ask(dialog, app, onClosed, problem) {
  const submit = async (event) => {
    event.preventDefault();
    const { asOf } = Object.fromEntries(new FormData(event.currentTarget));
    try {
      told(dialog, await post(`/close-day?asOf=${encodeURIComponent(asOf)}`));
      onClosed();
    } catch (refusal) {
      app.failed(refusal);
      ask(dialog, app, onClosed, refusal);
    }
  };
  patch(
    dialog,
    h("h2", { id: "close-day-title" }, "Close a business day"),
    h(
      "p",
      null,
      "Every entry that is still pending with a value date up to this day becomes a break. Close a day only when its statements are in.",
    ),
    problem ? problemBox(problem) : null,
    h(
      "form",
      { onsubmit: submit },
      h(
        "label",
        { class: "field" },
        "Day",
        h("input", { type: "date", name: "asOf", required: true, autofocus: true }),
      ),
      h(
        "p",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, "Cancel"),
        h("button", { class: "primary" }, "Close the day"),
      ),
    ),
  );
}

function told(dialog, { asOf, breaksOpened, stillPending }) {
  const text = `${count(breaksOpened)} breaks opened; ${count(stillPending)} entries are pending on later days.`;
  announce(text);
  patch(
    dialog,
    h("h2", { id: "close-day-title" }, `${asOf} is closed`),
    h("p", null, text),
    h(
      "p",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "primary", autofocus: true, onclick: () => dialog.close() }, "Done"),
    ),
  );
}
