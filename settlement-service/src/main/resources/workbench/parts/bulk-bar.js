// What can be done to all chosen breaks at once. Each action says to how many before it is done, and what became of each after it.
import { h } from "../lib/dom.js";
import { post } from "../lib/api.js";
import { rich, t } from "../lib/i18n.js";
import { may } from "../lib/roles.js";
import { MOST } from "../lib/selection.js";
import { sentence } from "../lib/words.js";
import { dialogField, openDialog, reasonField } from "./dialog.js";
import { plainTable } from "./split.js";

export const COLOURS = ["grey", "blue", "green", "amber", "red", "purple"];
const SHOWN_REFUSALS = 20;

/** The keys of the actions, as the help lists them. */
const KEYS = { A: "assign", L: "label", C: "comment", P: "propose" };

export class BulkBar {
  /**
   * @param {() => object} filterOf the filter as the service knows it, for when all that it lets through are meant
   * @param {() => void} onDone after the breaks have changed
   */
  constructor(app, selection, filterOf, onDone) {
    Object.assign(this, { app, selection, filterOf, onDone });
    this.users = [];
  }

  /** The bar under the list; nothing while no row is chosen. `total` is how many the filter lets through. */
  view(total) {
    const { selection } = this;
    if (selection.size === 0) return null;
    const more = selection.all === null && total > selection.ids.length && total <= MOST;
    return h(
      "div",
      { class: "bulk-bar", role: "region", "aria-label": t("bulkActions"), "data-key": "bulk" },
      h("b", { role: "status" }, t("nSelected", { n: selection.size })),
      more
        ? h(
            "button",
            { type: "button", class: "quiet", onclick: () => selection.set(selection.ids, total) },
            t("selectAllOfFilter", { n: total }),
          )
        : null,
      selection.size > MOST ? h("span", { class: "text-bad" }, t("tooManySelected", { n: MOST })) : null,
      h(
        "span",
        { class: "bulk-actions" },
        Object.entries(ACTIONS)
          .filter(([name]) => may(this.app.session, MAY[name]))
          .map(([name, action]) =>
            h(
              "button",
              { type: "button", disabled: selection.size > MOST, onclick: () => this.ask(name) },
              action.button,
            ),
          ),
        h("button", { type: "button", class: "quiet", onclick: () => selection.clear() }, t("clearSelection")),
      ),
    );
  }

  /** Takes a key of an action; false when it is none or nothing is chosen. */
  key(key) {
    if (!KEYS[key] || this.selection.size === 0 || this.selection.size > MOST) return false;
    if (!may(this.app.session, MAY[KEYS[key]])) return false;
    this.ask(KEYS[key]);
    return true;
  }

  ask(name) {
    const action = ACTIONS[name];
    const { selection } = this;
    const n = selection.size;
    openDialog(
      {
        title: action.title(n),
        body: action.body(this.users),
        confirm: action.confirm(n),
        submit: async (values) => {
          const outcome = await post("/breaks/bulk", { ...this.target(), action: action.of(values) });
          selection.clear();
          this.onDone();
          return told(outcome);
        },
      },
      this.app,
    );
  }

  target() {
    const { all, ids } = this.selection;
    return all === null ? { ids: ids.map(Number) } : { filter: this.filterOf(), count: all };
  }
}

const MAY = { assign: "assign", label: "label", comment: "comment", propose: "propose" };

const ACTIONS = {
  assign: {
    button: t("assign"),
    title: (n) => t("assignNBreaks", { n }),
    confirm: (n) => t("assignNBreaks", { n }),
    body: (users) =>
      dialogField(
        t("assignedTo"),
        h(
          "select",
          { name: "assignee", autofocus: true },
          h("option", { value: "" }, t("nobodyWithin")),
          users.map(({ user }) => h("option", { value: user }, user)),
        ),
      ),
    of: ({ assignee }) => ({ type: "ASSIGN", assignee: assignee || undefined }),
  },
  label: {
    button: t("label"),
    title: (n) => t("labelNBreaks", { n }),
    confirm: (n) => t("labelNBreaks", { n }),
    body: () => [
      dialogField(
        t("label"),
        h("input", { name: "text", required: true, maxlength: "40", autofocus: true, placeholder: t("causePriority") }),
      ),
      dialogField(
        t("colour"),
        h(
          "select",
          { name: "colour" },
          COLOURS.map((colour) => h("option", { value: colour }, sentence(colour))),
        ),
      ),
    ],
    of: ({ text, colour }) => ({ type: "LABEL", labels: [{ text: text.trim(), colour }] }),
  },
  comment: {
    button: t("comment"),
    title: (n) => t("commentOnNBreaks", { n }),
    confirm: (n) => t("commentOnNBreaks", { n }),
    body: () => [
      dialogField(
        t("comment"),
        h("textarea", { name: "text", rows: "3", required: true, maxlength: "2000", autofocus: true }),
      ),
      sharedSwitch(),
    ],
    of: ({ text, shared }) => ({ type: "COMMENT", text: text.trim(), shared: shared === "on" }),
  },
  propose: {
    button: t("propose"),
    title: (n) => t("proposeForNBreaks", { n }),
    confirm: (n) => t("proposeForNBreaks", { n }),
    body: () => [
      h("p", { class: "small-note" }, t("anotherPersonDecides")),
      dialogField(
        t("kind"),
        h(
          "select",
          { name: "kind", autofocus: true },
          ["FORCE_MATCH", "WRITE_OFF"].map((kind) => h("option", { value: kind }, sentence(kind))),
        ),
      ),
      reasonField(),
    ],
    of: ({ kind, reason }) => ({ type: "PROPOSE", kind, reason: reason.trim() }),
  },
};

/** Whether what is written is meant for the other institution as well; it is not unless somebody says so. */
export function sharedSwitch() {
  return h("label", { class: "toggle" }, h("input", { type: "checkbox", name: "shared" }), t("sharedWithCounterparty"));
}

function told({ done, refused, items }) {
  const refusals = items.filter((item) => item.outcome === "REFUSED");
  return [
    h("p", null, refused ? t("nDoneRefused", { n: done, refused }) : t("nDone", { n: done })),
    refusals.length
      ? h(
          "div",
          { class: "refusals", tabindex: "0", role: "region", "aria-label": t("refusedBreaks") },
          plainTable(
            [t("break"), t("code"), t("whatIsWrong")],
            refusals
              .slice(0, SHOWN_REFUSALS)
              .map((item) => [rich("number", { id: item.id }), h("code", null, item.code), item.detail]),
          ),
        )
      : null,
    refusals.length > SHOWN_REFUSALS
      ? h("p", { class: "small-note" }, t("andNMore", { n: refusals.length - SHOWN_REFUSALS }))
      : null,
  ];
}
