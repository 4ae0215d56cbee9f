// Loading files of the books: drop or choose them, and read what became of each one, line by line where something was wrong.
import { announce, h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { postFile } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { plainTable } from "./split.js";

const FORMAT_OF_ENDING = { xml: "CAMT053", csv: "CSV" };
const MAX_BYTES = 64 * 1024 * 1024;

/** The drop zone and the results of the files of the last drop; a new drop takes the old results away. */
export class UploadDesk {
  #files = [];
  #over = false;
  #allOrNothing = false;

  constructor(app, onLoaded) {
    this.app = app;
    this.onLoaded = onLoaded;
  }

  view() {
    return h(
      "section",
      { class: "upload", "aria-label": t("loadStatements") },
      h(
        "div",
        {
          class: ["drop", this.#over && "drop-over"],
          ondragover: (event) => this.#drag(event, true),
          ondragleave: (event) => this.#drag(event, false),
          ondrop: (event) => {
            this.#drag(event, false);
            this.#take([...event.dataTransfer.files]);
          },
        },
        h(
          "p",
          null,
          rich("or", { drop: h("b", null, t("dropStatementsHere")), choose: this.#chooser() }),
          h("span", { class: "small-note" }, t("camt053XMLOrCSV64MiB")),
        ),
        h(
          "label",
          { class: "toggle" },
          h("input", {
            type: "checkbox",
            checked: this.#allOrNothing,
            onchange: (event) => (this.#allOrNothing = event.target.checked),
          }),
          t("allOrNothingOneBadEntry"),
        ),
      ),
      this.#files.length ? h("div", { class: "upload-results" }, this.#files.map(result)) : null,
      this.#files.length && this.#files.every((entry) => entry.state === "done" || entry.state === "refused")
        ? h(
            "button",
            { type: "button", class: "quiet dismiss", onclick: () => this.#dismiss() },
            t("putTheseResultsAway"),
          )
        : null,
    );
  }

  #chooser() {
    return h(
      "label",
      { class: "chooser" },
      t("chooseFiles"),
      h("input", {
        type: "file",
        accept: ".xml,.csv",
        multiple: true,
        class: "visually-hidden",
        onchange: (event) => {
          this.#take([...event.target.files]);
          event.target.value = "";
        },
      }),
    );
  }

  #dismiss() {
    this.#files = [];
    this.app.draw();
  }

  #drag(event, over) {
    event.preventDefault();
    if (this.#over === over) return;
    this.#over = over;
    this.app.draw();
  }

  // One after the other: the service takes a file in by one transaction, and the order of statements matters to their checks.
  async #take(files) {
    this.#files = files.map((file, at) => ({ at, file, state: "waiting" }));
    this.app.draw();
    for (const entry of this.#files) {
      Object.assign(entry, { state: "sending" });
      this.app.draw();
      Object.assign(entry, await this.#send(entry.file));
      announce(`${entry.file.name}: ${verdict(entry)[1]}`);
      this.app.draw();
    }
    this.onLoaded();
  }

  async #send(file) {
    const format = FORMAT_OF_ENDING[file.name.split(".").at(-1).toLowerCase()];
    if (!format)
      return {
        state: "refused",
        problem: { message: t("onlyXmlCamt053AndCsvFiles"), code: "FILE_TYPE", errors: [] },
      };
    if (file.size > MAX_BYTES)
      return {
        state: "refused",
        problem: { message: t("theFileIsLargerThan64"), code: "TOO_LARGE", errors: [] },
      };
    try {
      const query = { format, fileName: file.name, allOrNothing: this.#allOrNothing };
      return { state: "done", summary: await postFile("/statements", query, file) };
    } catch (problem) {
      this.app.failed(problem);
      return { state: "refused", problem };
    }
  }
}

function verdict({ state, summary, problem }) {
  if (state === "waiting") return ["open", t("waitsWithin")];
  if (state === "sending") return ["accent", t("isBeingRead")];
  if (state === "refused") return ["bad", `${t("refusedNothingWentIn")} ${problem.message}`];
  if (summary.alreadyIngested) return ["open", t("loadedBeforeWithTheSameContent")];
  const rejected = summary.rejected ? t("nDidNot", { n: summary.rejected }) : "";
  const text = t("ofWentInMatchedAtOnce", {
    entries: t("nEntry", { n: summary.entries }),
    statements: t("nStatement", { n: summary.statements }),
    rejected,
    matched: summary.matched,
    breaks: t("nBreak", { n: summary.breaksOpened }),
  });
  return [summary.rejected ? "warn" : "ok", text];
}

function result(entry) {
  const [tone, text] = verdict(entry);
  const errors = entry.summary?.errors ?? entry.problem?.errors ?? [];
  return h(
    "article",
    { class: `upload-result tone-${tone}`, "data-key": `${entry.at}-${entry.file.name}` },
    h(
      "p",
      null,
      h("b", null, entry.file.name),
      " ",
      text,
      entry.problem ? [" ", h("code", null, entry.problem.code)] : null,
    ),
    entry.state === "sending" ? h("progress", { "aria-label": t("reading") }) : null,
    errors.length ? inputErrors(errors, entry.file.name) : null,
  );
}

/** Errors of a file by their place, so that they can be found in an editor. */
export function inputErrors(errors, fileName) {
  return h(
    "div",
    { class: "wide-scroll input-errors", tabindex: "0", role: "region", "aria-label": t("errorsIn", { fileName }) },
    plainTable(
      [[t("line"), "end"], [t("column"), "end"], t("field"), t("whatIsWrong"), t("found"), t("code")],
      errors.map((error) => [
        h("span", { class: "num" }, error.line === undefined ? "\u2013" : count(error.line)),
        h("span", { class: "num" }, error.column === undefined ? "\u2013" : count(error.column)),
        error.field ?? "\u2013",
        error.sentence,
        error.value === undefined ? "\u2013" : h("code", null, error.value),
        h("code", null, error.code),
      ]),
    ),
  );
}
