// The certificate of one entry as a file; what the service says against it stands beside the button.
import { announce, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { getFile } from "../lib/api.js";
import { download } from "../lib/export.js";
import { problemBox } from "./pieces.js";

let last = { id: null, busy: false, problem: null, note: null };

/** Downloads the proof of an entry of the books. */
export function proofButton(app, id) {
  const mine = last.id === id ? last : { busy: false, problem: null, note: null };
  return h(
    "div",
    { class: "proof-file", "data-key": `proof-${id}` },
    h(
      "button",
      { type: "button", class: "small", disabled: mine.busy, onclick: () => fetchProof(app, id) },
      mine.busy ? t("proofIsMade") : t("downloadProof"),
    ),
    mine.note ? h("span", { class: "small-note" }, mine.note) : null,
    mine.problem ? problemBox(mine.problem) : null,
  );
}

async function fetchProof(app, id) {
  last = { id, busy: true, problem: null, note: null };
  app.draw();
  try {
    download(await getFile(`/book-entries/${id}/proof`, {}, "application/json"), `proof-${id}.json`);
    last = { id, busy: false, problem: null, note: t("proofWritten") };
    announce(last.note);
  } catch (problem) {
    last = { id, busy: false, problem, note: null };
    app.failed(problem);
  }
  app.draw();
}
