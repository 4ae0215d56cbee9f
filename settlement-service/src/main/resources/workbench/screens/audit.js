// The audit log: who did what, each entry sealed by a hash that covers the one before it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { Pager } from "../lib/pager.js";
import { sentence } from "../lib/words.js";
import "../parts/data-table.js";
import { emptyNote, hash, instant, problemBox, skeleton } from "../parts/pieces.js";

const COLUMNS = [
  {
    key: "index",
    label: t("entry"),
    width: 5,
    align: "end",
    cell: (row) => h("span", { class: "num" }, count(row.index)),
  },
  { key: "at", label: t("time"), width: 9, cell: (row) => instant(row.at) },
  { key: "actor", label: t("who"), width: 9, cell: (row) => row.actor },
  { key: "action", label: t("what"), width: 14, cell: (row) => sentence(row.action) },
  { key: "subject", label: t("onWhat"), width: 16, cell: (row) => row.subject },
  { key: "detail", drop: 2, label: t("detail"), width: 20, cell: (row) => row.detail ?? "" },
  { key: "hash", drop: 1, label: t("seal"), width: 12, cell: (row) => hash(row.hash) },
];

export function auditScreen(app) {
  const pager = new Pager(
    "/audit",
    () => {
      if (pager.problem) app.failed(pager.problem);
      app.draw();
    },
    (row) => String(row.index),
  );
  return {
    show: () => pager.state === "idle" && pager.load({}),
    reload: () => pager.refresh(),
    stop: () => pager.stop(),
    view: () => [
      h(
        "div",
        { class: "screen-head" },
        h("h1", { id: "heading", tabindex: "-1" }, t("auditLog")),
        h("button", { type: "button", class: "quiet", onclick: () => pager.refresh() }, t("readAgain")),
      ),
      h(
        "section",
        { class: "card list-card", "aria-label": t("auditEntries") },
        pager.state === "failed" && pager.rows.length === 0
          ? problemBox(pager.problem, () => pager.load({}))
          : h("data-table", {
              id: "audit",
              onneedmore: () => pager.more(),
              ".model": {
                label: t("auditEntries"),
                columns: COLUMNS,
                rows: pager.rows,
                hasMore: pager.hasMore,
                question: "audit",
                rowHeight: 30,
                idOf: (row) => String(row.index),
                openId: null,
                loading: pager.state === "loading" ? () => skeleton(8) : null,
                empty: () => emptyNote(t("noEntries")),
              },
            }),
      ),
    ],
  };
}
