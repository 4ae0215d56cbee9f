// Closing a business day: what is still pending on it becomes a break. Asked once more before it is done, as it cannot be undone.
import { announce, h, patch } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { post } from "../lib/api.js";
import { date } from "../lib/times.js";
import { problemBox } from "./pieces.js";

/** The button of those who may; `onClosed` is called after a day was closed. */
export function closeDayButton(app, onClosed) {
  return h("button", { type: "button", onclick: () => open(app, onClosed) }, t("closeDay"));
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
    h("h2", { id: "close-day-title" }, t("closeABusinessDay")),
    h("p", null, t("everyEntryThatIsStillPending")),
    problem ? problemBox(problem) : null,
    h(
      "form",
      { onsubmit: submit },
      h(
        "label",
        { class: "field" },
        t("day"),
        h("input", { type: "date", name: "asOf", required: true, autofocus: true }),
      ),
      h(
        "p",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, t("cancel")),
        h("button", { class: "primary" }, t("closeTheDay")),
      ),
    ),
  );
}

function told(dialog, { asOf, breaksOpened, stillPending }) {
  const text = t("openedPendingOnLaterDays", {
    breaks: t("nBreak", { n: breaksOpened }),
    entries: t("nEntry", { n: stillPending }),
  });
  announce(text);
  patch(
    dialog,
    h("h2", { id: "close-day-title" }, t("isClosed", { day: date(asOf) })),
    h("p", null, text),
    h(
      "p",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "primary", onclick: () => dialog.close() }, t("done")),
    ),
  );
  // The browser minds `autofocus` only when a dialog opens.
  dialog.querySelector("button.primary").focus();
}
