// The buttons that write a list to a file, with what came of it beside it.
import { announce, h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { exportCsv, exportWorkbook } from "../lib/export.js";

/** One per screen: it remembers whether it is at work and how the last export went. */
export class ExportButton {
  #busy = false;
  #note = null;

  constructor(app, path, columns, name) {
    Object.assign(this, { app, path, columns, name });
  }

  view(query) {
    return h(
      "span",
      { class: "export" },
      this.#note ? h("span", { class: "small-note" }, this.#note) : null,
      h(
        "button",
        { type: "button", disabled: this.#busy, onclick: () => this.#run(() => this.#csv(query)) },
        this.#busy ? t("exporting") : t("exportCSV"),
      ),
      h(
        "button",
        { type: "button", disabled: this.#busy, onclick: () => this.#run(() => this.#workbook(query)) },
        t("exportExcel"),
      ),
    );
  }

  #name() {
    return `${this.name}-${this.app.member.id}`;
  }

  async #csv(query) {
    return t("rowsExported", { rows: await exportCsv(this.path, query, this.columns, this.#name()) });
  }

  async #workbook(query) {
    await exportWorkbook(this.path, query, this.#name());
    return t("workbookWritten");
  }

  async #run(write) {
    this.#busy = true;
    this.#note = null;
    this.app.draw();
    try {
      this.#note = await write();
    } catch (problem) {
      this.#note = problem.message;
      this.app.failed(problem);
    }
    announce(this.#note);
    this.#busy = false;
    this.app.draw();
  }
}
