// <data-table>: a long list of which only the visible rows exist in the page. A real table, so columns align and are read
// out with their headings; the scroll box holds the focus and names the active row.
import { h, patch } from "../lib/dom.js";
import { t } from "../lib/i18n.js";

const OVERSCAN = 8;
const NEAR_END_ROWS = 40;
const BOX_WIDTH = 2.1;

/**
 * Set `model` to `{columns, rows, total, hasMore, rowHeight, idOf, openId, label, empty, loading}` where a column is
 * `{key, label, width, align, cell(row)}` with the width in rem; `hidden` instead of a label is only read out, and columns
 * with `drop` go, lowest number first, while the table is too narrow for all. Fires `rowopen` ({id}), `needmore`. With a
 * `selection` (lib/selection.js) and `nameOf(row)` rows can be chosen: by their boxes, `x` and Shift with the keys that move.
 */
export class DataTable extends HTMLElement {
  ownsChildren = true;
  #model = null;
  #active = -1;
  #frame = 0;
  #scroller = null;

  connectedCallback() {
    if (this.#scroller) return;
    this.#scroller = h("div", {
      class: "table-scroll",
      onscroll: () => this.#schedule(),
      onkeydown: (event) => this.#key(event),
      onclick: (event) => this.#click(event),
    });
    this.append(this.#scroller);
    this.resizes = new ResizeObserver(() => this.#schedule());
    this.resizes.observe(this.#scroller);
    this.#schedule();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
  }

  set model(model) {
    const before = this.#model;
    const activeId = before && this.#active >= 0 ? before.idOf(before.rows[this.#active] ?? {}) : null;
    this.#model = model;
    if (before && before.question !== model.question && this.#scroller) this.#scroller.scrollTop = 0;
    const wanted = model.openId ?? activeId;
    this.#active = wanted === null ? -1 : model.rows.findIndex((row) => model.idOf(row) === wanted);
    this.#schedule();
  }

  get model() {
    return this.#model;
  }

  /** Whether the list stands at its top, where new rows may appear without moving what is read. */
  get atTop() {
    return !this.#scroller || this.#scroller.scrollTop < this.#model.rowHeight;
  }

  focusBody() {
    this.#scroller?.querySelector("table")?.focus({ preventScroll: true });
  }

  /** Moves the active row; while a detail is open it follows. */
  move(step) {
    const last = this.#model.rows.length - 1;
    if (last < 0) return;
    this.#active = Math.max(0, Math.min(last, this.#active + step));
    this.#reveal();
    if (this.#model.openId !== null && this.#model.openId !== undefined) this.#open();
    this.#schedule();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#model.rowHeight) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      event.preventDefault();
      this.move(steps[event.key]);
    } else if (event.key === "Enter" && this.#active >= 0 && event.target.matches("table")) {
      event.preventDefault();
      this.#open();
    }
  }

  #click(event) {
    const row = event.target.closest("tr[data-index]");
    if (!row || event.target.closest("a, button")) return;
    this.#active = Number(row.dataset.index);
    if (event.target.closest("label, input")) {
      if (event.target.matches("input")) this.#choose(event.shiftKey);
      return;
    }
    this.#open();
    this.#schedule();
  }

  /** Chooses the active row or lets it go. */
  mark() {
    if (this.#model.selection && this.#active >= 0) this.#choose(false);
  }

  /** Moves the active row and chooses all on the way. */
  extend(step) {
    const { selection, rows, idOf } = this.#model;
    if (!selection || rows.length === 0) return;
    if (this.#active >= 0 && !selection.has(idOf(rows[this.#active]))) selection.toggle(idOf(rows[this.#active]), true);
    this.#active = Math.max(0, Math.min(rows.length - 1, this.#active + step));
    this.#choose(true);
    this.#reveal();
  }

  #choose(range) {
    const { selection, rows, idOf } = this.#model;
    const id = idOf(rows[this.#active]);
    if (range) selection.extend(id, rows.map(idOf));
    else selection.toggle(id);
    this.#schedule();
  }

  #open() {
    const row = this.#model.rows[this.#active];
    if (row) this.dispatchEvent(new CustomEvent("rowopen", { detail: { id: this.#model.idOf(row), row } }));
  }

  #reveal() {
    const { rowHeight } = this.#model;
    const top = this.#active * rowHeight;
    const visible = this.#scroller.clientHeight - rowHeight * 2;
    if (top < this.#scroller.scrollTop) this.#scroller.scrollTop = top;
    else if (top > this.#scroller.scrollTop + visible) this.#scroller.scrollTop = top - visible;
  }

  #schedule() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    if (!this.#model || !this.#scroller || !this.isConnected) return;
    const { rows, rowHeight, label } = this.#model;
    const columns = this.#fitting();
    const { selection } = this.#model;
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / rowHeight) - OVERSCAN);
    const shown = Math.ceil(this.#scroller.clientHeight / rowHeight) + 2 * OVERSCAN;
    const end = Math.min(rows.length, first + shown);
    const attributes = {
      role: "grid",
      tabindex: "0",
      "aria-label": label,
      "aria-multiselectable": selection ? "true" : null,
      "aria-rowcount": this.#model.hasMore ? -1 : rows.length,
      "aria-activedescendant": this.#active >= first && this.#active < end ? this.#rowId(this.#active) : null,
    };
    patch(
      this.#scroller,
      h(
        "table",
        { class: "data", ...attributes },
        h(
          "colgroup",
          null,
          selection ? h("col", { style: { width: `${BOX_WIDTH}rem` } }) : null,
          columns.map((column) => h("col", { style: { width: `${column.width}rem` } })),
        ),
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            selection ? this.#allBox() : null,
            columns.map((column) => this.#heading(column)),
          ),
        ),
        h(
          "tbody",
          null,
          this.#spacer("before", first * rowHeight, columns),
          rows.slice(first, end).map((row, at) => this.#row(row, first + at, columns)),
          this.#spacer("after", (rows.length - end) * rowHeight, columns),
        ),
      ),
      rows.length === 0
        ? h("div", { class: "table-empty" }, this.#model.loading ? this.#model.loading() : this.#model.empty())
        : null,
    );
    if (this.#model.hasMore && end >= rows.length - NEAR_END_ROWS) this.dispatchEvent(new CustomEvent("needmore"));
  }

  #fitting() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const room = this.#scroller.clientWidth / rem - (this.#model.selection ? BOX_WIDTH : 0);
    let columns = this.#model.columns;
    const wide = () => columns.reduce((all, column) => all + column.width, 0) > room;
    while (wide() && columns.some((column) => column.drop)) {
      const first = Math.min(...columns.map((column) => column.drop ?? Infinity));
      columns = columns.filter((column) => column.drop !== first);
    }
    return columns;
  }

  #allBox() {
    const { selection, rows, idOf } = this.#model;
    const all = rows.length > 0 && rows.every((row) => selection.has(idOf(row)));
    return h(
      "th",
      { scope: "col", class: "box" },
      h("input", {
        type: "checkbox",
        tabindex: "-1",
        checked: all,
        "aria-label": t("selectAllListed"),
        onchange: () => selection.set(all ? [] : rows.map(idOf)),
      }),
    );
  }

  #box(row) {
    const { selection, idOf, nameOf } = this.#model;
    return h(
      "td",
      { class: "box" },
      h(
        "label",
        null,
        h("input", {
          type: "checkbox",
          tabindex: "-1",
          checked: selection.has(idOf(row)),
          "aria-label": t("selectNamed", { name: nameOf(row) }),
        }),
      ),
    );
  }

  #heading(column) {
    return h(
      "th",
      { scope: "col", class: column.align === "end" ? "end" : null, title: column.title },
      column.label ?? h("span", { class: "visually-hidden" }, column.hidden),
    );
  }

  #row(row, index, columns) {
    const { idOf, openId, selection } = this.#model;
    const id = idOf(row);
    const open = id === openId;
    const chosen = selection ? selection.has(id) : open;
    return h(
      "tr",
      {
        id: this.#rowId(index),
        "data-key": id,
        "data-index": index,
        "aria-rowindex": index + 1,
        "aria-selected": chosen ? "true" : selection ? "false" : null,
        "aria-current": open ? "true" : null,
        class: [
          index === this.#active && "active",
          open && "open",
          selection?.has(id) && "chosen",
          row.changed && "changed",
        ],
      },
      selection ? this.#box(row) : null,
      columns.map((column) => h("td", { class: [column.align === "end" && "end", column.class] }, column.cell(row))),
    );
  }

  #rowId(index) {
    return `${this.id || "list"}-row-${index}`;
  }

  #spacer(place, height, columns) {
    return height > 0
      ? h(
          "tr",
          { class: "spacer", "data-key": `#${place}`, "aria-hidden": "true", style: { height: `${height}px` } },
          h("td", { colspan: columns.length + (this.#model.selection ? 1 : 0) }),
        )
      : null;
  }
}

customElements.define("data-table", DataTable);
