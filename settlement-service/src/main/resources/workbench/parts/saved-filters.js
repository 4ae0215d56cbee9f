// Filters with names: own ones and those that colleagues share. One of them may be what the list begins with.
import { h } from "../lib/dom.js";
import { get, post, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { linkTo } from "../lib/route.js";
import { dialogField, openDialog } from "./dialog.js";

export class SavedFilters {
  #items = null;

  /**
   * @param {(filter: object) => object} paramsOf the address for a filter
   * @param {() => object} filterOf what is shown now, as a filter
   */
  constructor(app, paramsOf, filterOf) {
    Object.assign(this, { app, paramsOf, filterOf });
  }

  /** Reads them, and gives the one that this person's list begins with. */
  async load() {
    try {
      this.#items = (await get("/break-filters")).items;
    } catch (problem) {
      this.app.failed(problem);
      this.#items = [];
    }
    this.app.draw();
    return this.#items.find((item) => item.default) ?? null;
  }

  view() {
    const items = this.#items ?? [];
    return h(
      "details",
      { class: "menu saved-filters", "data-key": "saved-filters" },
      h("summary", null, t("savedFilters"), items.length ? h("span", { class: "num" }, ` ${items.length}`) : null),
      h(
        "div",
        { class: "menu-panel" },
        items.length
          ? h(
              "ul",
              null,
              items.map((item) => this.#line(item)),
            )
          : h("p", { class: "small-note" }, t("noSavedFilters")),
        h("button", { type: "button", onclick: () => this.#save() }, t("saveTheseFilters")),
      ),
    );
  }

  #line(item) {
    const own = item.owner === this.app.session.user;
    return h(
      "li",
      { "data-key": String(item.id) },
      h("a", { href: linkTo("breaks", this.paramsOf(item.filter)), onclick: closeMenu }, item.name),
      h(
        "span",
        { class: "small-note" },
        own ? (item.shared ? t("sharedByMe") : "") : t("byWithWho", { who: item.owner }),
        item.default ? ` ${t("beginsWithThis")}` : "",
      ),
      own
        ? h(
            "button",
            {
              type: "button",
              class: "quiet small",
              "aria-label": t("deleteFilter", { name: item.name }),
              onclick: () => this.#drop(item),
            },
            "\u00d7",
          )
        : null,
    );
  }

  async #drop(item) {
    try {
      await remove(`/break-filters/${item.id}`);
    } catch (problem) {
      this.app.failed(problem);
    }
    this.load();
  }

  #save() {
    openDialog(
      {
        title: t("saveTheseFilters"),
        body: [
          dialogField(t("name"), h("input", { name: "name", required: true, maxlength: "60", autofocus: true })),
          h("label", { class: "toggle" }, h("input", { type: "checkbox", name: "shared" }), t("shareWithColleagues")),
          h("label", { class: "toggle" }, h("input", { type: "checkbox", name: "default" }), t("beginWithThis")),
        ],
        confirm: t("save"),
        submit: async ({ name, shared, default: first }) => {
          await post("/break-filters", {
            name: name.trim(),
            shared: shared === "on",
            default: first === "on",
            filter: this.filterOf(),
          });
          await this.load();
        },
      },
      this.app,
    );
  }
}

function closeMenu(event) {
  event.currentTarget.closest("details").open = false;
}
