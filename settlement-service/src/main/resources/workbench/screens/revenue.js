// Revenue: agreements and what they wait for, who got what and why, and what would be if a measure were another.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get, post } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { go } from "../lib/route.js";
import { memberName } from "../lib/words.js";
import { badge, emptyNote, problemBox, skeleton } from "../parts/pieces.js";
import { agreementCard, escrowCard, measuresCard } from "../parts/revenue-agreement.js";
import { statementsCard } from "../parts/revenue-statements.js";
import { simulateCard } from "../parts/simulate.js";

const REST_MILLIS = 2_000;
const PAGE = 200;
const SHOWN_STATEMENTS = 24;

export function revenueScreen(app) {
  let params = {};
  let list = null;
  let detail = null;
  let opened = null;
  let problem = null;
  let question = 0;
  let simulation = blank();
  const path = (id) => `/revenue/agreements/${encodeURIComponent(id)}`;

  async function load() {
    const mine = ++question;
    try {
      const got = await get("/revenue/agreements", { limit: PAGE });
      const id = params.agreement ?? got.items[0]?.id;
      const one = id ? await readOne(id) : null;
      if (mine !== question) return;
      if (one?.agreement.id !== detail?.agreement.id) simulation = blank();
      list = got;
      detail = one;
      problem = null;
    } catch (refusal) {
      if (mine !== question) return;
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }

  async function readOne(id) {
    const agreement = await get(path(id));
    const measures = agreement.nextPeriod ? await get(`${path(id)}/measures`).catch(missing) : null;
    const { items } = await get(`${path(id)}/statements`, { limit: SHOWN_STATEMENTS });
    return { agreement, measures, statements: items };
  }

  async function open(start, party) {
    if (opened?.start === start && opened.party === party) {
      opened = null;
      app.draw();
      return;
    }
    const mine = { start, party, whole: null, problem: null, folds: new Map() };
    opened = mine;
    app.draw();
    try {
      mine.whole = await get(`${path(detail.agreement.id)}/statements/${start}`, { party });
    } catch (refusal) {
      mine.problem = refusal;
      app.failed(refusal);
    }
    if (opened === mine) app.draw();
  }

  async function simulate(terms) {
    const mine = simulation;
    const assumed = Object.entries(mine.values).filter(([, value]) => value !== "");
    try {
      const answer = await post(`${path(detail.agreement.id)}/simulate`, {
        vary: mine.vary ?? terms.measures[0].name,
        from: mine.from ?? "",
        to: mine.to ?? "",
        values: Object.fromEntries(assumed),
      });
      if (simulation === mine) simulation = { ...mine, answer, problem: null };
    } catch (refusal) {
      if (simulation === mine) simulation = { ...mine, answer: null, problem: refusal };
      app.failed(refusal);
    }
    app.draw();
  }

  const later = calm(REST_MILLIS, load);
  const changeSimulation = (changes) => {
    simulation = { ...simulation, ...changes };
    if ("vary" in changes) app.draw();
  };

  return {
    show(next) {
      const other = next.agreement !== params.agreement;
      params = next;
      if (!other && list) return;
      opened = null;
      load();
    },
    onBlock: later,
    reload: later,
    stop: () => later.stop(),
    close() {
      opened = null;
      app.draw();
    },
    view: () => [
      head(list, problem),
      problem ? problemBox(problem, load) : null,
      list
        ? body(list, detail, opened, open, { simulation, changeSimulation, simulate })
        : problem
          ? null
          : skeleton(8),
    ],
  };
}

const blank = () => ({ vary: null, from: null, to: null, values: {}, answer: null, problem: null });

/** Between an agreement's versions there may be a period that none names: then there are no measures to show. */
function missing(refusal) {
  if (refusal.status === 404) return null;
  throw refusal;
}

function head(list, problem) {
  const [tone, text] = list
    ? headline(list.items)
    : ["quiet", problem ? t("theAgreementsCannotBeRead") : t("readingTheAgreements")];
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    list ? h("p", { class: "sub" }, t("asOfLedgerBlockEachAgreement", { height: list.height })) : null,
  );
}

function headline(items) {
  if (!items.length) return ["quiet", t("noAgreementAboutSharedRevenueHas")];
  const inForce = items.filter((item) => item.state === "IN_FORCE").length;
  return ["ok", t("ofNAgreementInForce", { inForce, n: items.length })];
}

function body(list, detail, opened, open, { simulation, changeSimulation, simulate }) {
  if (!list.items.length) return emptyNote(t("nothingIsSharedYet"), t("partiesProposeAndSignAgreementsWith"));
  const agreement = detail?.agreement;
  const terms = agreement?.versions.filter((version) => version.inForce).at(-1)?.terms;
  return h(
    "div",
    { class: "revenue-desk" },
    h(
      "section",
      { class: "card", "aria-labelledby": "agreements-title" },
      h("header", { class: "card-head" }, h("h2", { id: "agreements-title" }, t("agreements"))),
      h(
        "ul",
        { class: "cycle-list" },
        list.items.map((item) => line(item, item.id === agreement?.id)),
      ),
    ),
    agreement
      ? h(
          "div",
          { class: "revenue-detail" },
          agreementCard(agreement),
          detail.measures ? measuresCard(detail.measures) : null,
          statementsCard(agreement, detail.statements, opened, open),
          escrowCard(agreement),
          terms ? simulateCard(agreement, terms, simulation, changeSimulation, () => simulate(terms)) : null,
        )
      : null,
  );
}

function line(item, pressed) {
  const next = item.waits?.[0];
  return h(
    "li",
    { "data-key": item.id },
    h(
      "button",
      { type: "button", "aria-pressed": String(pressed), onclick: () => go("revenue", { agreement: item.id }) },
      h("b", null, item.title || item.id),
      badge(item.state === "IN_FORCE" ? t("inForce") : t("proposed"), item.state === "IN_FORCE" ? "ok" : "warn"),
      h(
        "span",
        { class: "small-note" },
        `${item.id}, ${item.currency}`,
        item.nextPeriod ? t("next", { period: item.nextPeriod }) : "",
        next
          ? next.member
            ? t("waitsForBy", { what: next.what, member: memberName(next.member) })
            : t("waitsForWithWhat", { what: next.what })
          : "",
      ),
    ),
  );
}
