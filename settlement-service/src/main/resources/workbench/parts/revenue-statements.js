// Statements of an agreement: who got what, the explanation of an amount opened in place, and the quarter's report.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { memberName } from "../lib/words.js";
import { amount, emptyNote, hash, instant, problemBox } from "./pieces.js";
import { derivation } from "./derivation.js";
import { shareBars } from "./share-bars.js";

/**
 * @param {object} opened `{start, party, whole, problem, folds}` of the statement whose explanation is open
 * @param {(start: string, party: string) => void} open asks for one, or closes it when it is open
 */
export function statementsCard(agreement, statements, opened, open) {
  return h(
    "section",
    { class: "card", "aria-labelledby": "statements-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "statements-title" }, t("statements")),
      reports(agreement, statements),
    ),
    h(
      "div",
      { class: "card-body" },
      statements.length
        ? [shareBars(statements, agreement.parties), table(agreement, statements, opened, open)]
        : emptyNote(t("noPeriodHasBeenCalculated"), t("aStatementIsWrittenTogetherWith")),
    ),
  );
}

/** Quarters in which a period ends, newest first. */
export function quarters(statements) {
  const all = statements.map(({ end }) => `${end.slice(0, 4)}-Q${Math.ceil(Number(end.slice(5, 7)) / 3)}`);
  return [...new Set(all)];
}

function reports(agreement, statements) {
  if (agreement.sight === "EXISTENCE") return null;
  return h(
    "div",
    { class: "head-actions report-links" },
    quarters(statements)
      .slice(0, 4)
      .map((quarter) =>
        h(
          "span",
          { class: "report-link", "data-key": quarter },
          t("report", { quarter }),
          " ",
          ["html", "pdf", "xlsx"].map((format) => [
            h(
              "a",
              {
                href: `/api/v1/revenue/agreements/${encodeURIComponent(agreement.id)}/reports/${quarter}?format=${format}`,
                target: "_blank",
                rel: "noopener",
              },
              format.toUpperCase(),
            ),
            " ",
          ]),
        ),
      ),
  );
}

function table(agreement, statements, opened, open) {
  return h(
    "table",
    { class: "plain statements-table" },
    h("caption", { class: "visually-hidden" }, t("amountsIn", { currency: agreement.currency })),
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        [t("period"), t("party"), t("amount"), t("setAside"), t("withheld"), t("paid"), t("block")].map((title, at) =>
          h("th", { scope: "col", class: at > 1 ? "end" : null }, title),
        ),
      ),
    ),
    h(
      "tbody",
      null,
      statements.flatMap((statement) => statement.lines.flatMap((line, at) => rows(statement, line, at, opened, open))),
    ),
  );
}

function rows(statement, line, at, opened, open) {
  const isOpen = opened?.start === statement.start && opened.party === line.member;
  const key = `${statement.start}/${line.member}`;
  const row = h(
    "tr",
    { "data-key": key },
    h("td", null, at === 0 ? h("b", null, statement.period) : null),
    h("td", null, memberName(line.member)),
    h("td", { class: "end" }, line.amount === undefined ? hidden() : explainButton(statement, line, isOpen, open)),
    h("td", { class: "end" }, line.setAside === undefined ? hidden() : amount(line.setAside)),
    h("td", { class: "end" }, line.withheld === undefined ? hidden() : amount(line.withheld)),
    h("td", { class: "end" }, line.paid === undefined ? hidden() : amount(line.paid)),
    h("td", { class: "end num" }, at === 0 ? h("span", { title: statement.txId }, count(statement.block)) : null),
  );
  return isOpen ? [row, explanation(statement, opened, key)] : [row];
}

const hidden = () => h("span", { class: "none", title: t("theAgreementDoesNotShowThis") }, t("notShown"));

function explainButton(statement, line, isOpen, open) {
  return h(
    "button",
    {
      type: "button",
      class: "quiet explain",
      "aria-expanded": String(isOpen),
      title: t("howThisAmountCameAbout"),
      onclick: () => open(statement.start, line.member),
    },
    amount(line.amount),
  );
}

function explanation(statement, opened, key) {
  const tree = opened.whole?.explanation?.tree;
  return h(
    "tr",
    { class: "explanation", "data-key": `${key}/how` },
    h(
      "td",
      { colspan: "7" },
      opened.problem
        ? problemBox(opened.problem)
        : tree
          ? derivation(tree, opened.folds)
          : h("p", { role: "status" }, t("readingTheStatement")),
      h(
        "p",
        { class: "small-note" },
        rich("statementCalculatedByAtAFigure", {
          hash: hash(statement.hash),
          member: memberName(statement.calculatedBy),
          at: instant(statement.at),
        }),
      ),
    ),
  );
}
