// Loading files of the books: each is read line by line before anything counts, and taken in only when a person says so.
import { announce, h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { postFile } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { checkedFile } from "./statement-check.js";
import { plainTable } from "./split.js";

const MAX_BYTES = 64 * 1024 * 1024;

/** The drop zone, and the files of the last choice. Another choice takes all of the one before away, answers under way included. */
export class UploadDesk {
  #files = [];
  #choice = 0;
  #over = false;
  #allOrNothing = false;

  constructor(app, onLoaded) {
    this.app = app;
    this.onLoaded = onLoaded;
  }

  view() {
    const takeable = this.#files.filter(mayBeTaken);
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
            this.#choose([...event.dataTransfer.files]);
          },
        },
        h(
          "p",
          null,
          rich("or", { drop: h("b", null, t("dropStatementsHere")), choose: this.#chooser() }),
          h("span", { class: "small-note" }, t("booksFormats")),
        ),
        h(
          "label",
          { class: "toggle" },
          h("input", {
            type: "checkbox",
            checked: this.#allOrNothing,
            onchange: (event) => {
              this.#allOrNothing = event.target.checked;
              this.#choose(this.#files.map((entry) => entry.file));
            },
          }),
          t("allOrNothingOneBadEntry"),
        ),
      ),
      this.#files.length
        ? h(
            "div",
            { class: "upload-results" },
            this.#files.map((entry) => this.#result(entry)),
          )
        : null,
      this.#files.length
        ? h(
            "p",
            { class: "upload-foot" },
            takeable.length > 1
              ? h(
                  "button",
                  { type: "button", class: "primary", onclick: () => this.#takeIn(takeable) },
                  t("takeInN", { n: takeable.length }),
                )
              : null,
            this.#files.some((entry) => entry.state === "checking" || entry.state === "sending")
              ? null
              : h(
                  "button",
                  { type: "button", class: "quiet dismiss", onclick: () => this.#choose([]) },
                  t("putTheseResultsAway"),
                ),
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
        multiple: true,
        class: "visually-hidden",
        onchange: (event) => {
          this.#choose([...event.target.files]);
          event.target.value = "";
        },
      }),
    );
  }

  #drag(event, over) {
    event.preventDefault();
    if (this.#over === over) return;
    this.#over = over;
    this.app.draw();
  }

  // What was chosen before is gone at once, not when the new answer comes: a result never stands beside a file that it is not of.
  async #choose(files) {
    const choice = ++this.#choice;
    this.#files = files.map((file, at) => ({ key: `${choice}-${at}`, file, state: "checking" }));
    this.app.draw();
    for (const entry of this.#files) {
      const answer = await this.#ask("/statements/check", entry.file);
      if (choice !== this.#choice) return;
      Object.assign(entry, answer.problem ? { state: "refused", ...answer } : { state: "checked", check: answer.body });
      announce(`${entry.file.name}: ${verdict(entry)[1]}`);
      this.app.draw();
    }
  }

  // One after the other: the service takes a file in by one transaction, and the order of statements matters to their checks.
  async #takeIn(entries) {
    const choice = this.#choice;
    for (const entry of entries) {
      entry.state = "sending";
      this.app.draw();
      const answer = await this.#ask("/statements", entry.file);
      this.onLoaded();
      if (choice !== this.#choice) return;
      Object.assign(entry, answer.problem ? { state: "refused", ...answer } : { state: "done", summary: answer.body });
      announce(`${entry.file.name}: ${verdict(entry)[1]}`);
      this.app.draw();
    }
  }

  async #ask(path, file) {
    if (file.size > MAX_BYTES)
      return { problem: { message: t("theFileIsLargerThan64"), code: "TOO_LARGE", errors: [] } };
    try {
      return { body: await postFile(path, { fileName: file.name, allOrNothing: this.#allOrNothing }, file) };
    } catch (problem) {
      this.app.failed(problem);
      return { problem };
    }
  }

  #result(entry) {
    const [tone, text] = verdict(entry);
    const errors = entry.summary?.errors ?? entry.problem?.errors ?? [];
    return h(
      "article",
      { class: `upload-result tone-${tone}`, "data-key": entry.key, "aria-label": entry.file.name },
      h(
        "div",
        { class: "upload-head" },
        h(
          "p",
          null,
          h("b", null, entry.file.name),
          " ",
          text,
          entry.problem ? [" ", h("code", null, entry.problem.code)] : null,
        ),
        mayBeTaken(entry)
          ? h("button", { type: "button", class: "primary", onclick: () => this.#takeIn([entry]) }, t("takeIn"))
          : null,
      ),
      entry.state === "checking" || entry.state === "sending" ? h("progress", { "aria-label": t("reading") }) : null,
      entry.state === "checked" ? checkedFile(entry.check, entry.key) : null,
      errors.length ? inputErrors(errors, entry.file.name) : null,
    );
  }
}

const mayBeTaken = ({ state, check }) => state === "checked" && check.verdict !== "NOTHING" && !check.alreadyIngested;

function verdict({ state, check, summary, problem }) {
  switch (state) {
    case "checking":
      return ["accent", t("isBeingRead")];
    case "sending":
      return ["accent", t("isBeingTakenIn")];
    case "refused":
      return ["bad", `${t("refusedNothingWentIn")} ${problem.message}`];
    case "checked":
      return checked(check);
    default:
      return done(summary);
  }
}

function checked({ verdict: would, alreadyIngested, entries, rejected, statements }) {
  if (alreadyIngested) return ["open", t("loadedBeforeWithTheSameContent")];
  const counts = { entries: t("nEntry", { n: entries }), statements: t("nStatement", { n: statements.length }) };
  if (would === "ALL") return ["ok", t("allWouldGoIn", counts)];
  if (would === "PART") return ["warn", t("partWouldGoIn", { ...counts, rejected })];
  return ["bad", t("nothingWouldGoIn")];
}

function done(summary) {
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
