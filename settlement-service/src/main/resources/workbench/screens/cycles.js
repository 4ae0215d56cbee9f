// Cycles: what nets in a lane, how long until its cut-off, what it comes to for the member, and what was carried.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { LedgerClock, countdown } from "../lib/ledger-clock.js";
import { go } from "../lib/route.js";
import { time } from "../lib/times.js";
import { sentence } from "../lib/words.js";
import { choice, emptyNote, instant, problemBox, skeleton } from "../parts/pieces.js";
import { cycleCard, cycleName, cycleState } from "../parts/cycle-card.js";

const REST_MILLIS = 1_500;
const SECOND = 1_000;

export function cyclesScreen(app) {
  let params = {};
  let answer = null;
  let problem = null;
  let asked = null;
  let question = 0;
  let timer = null;
  const clock = new LedgerClock();

  async function load() {
    const mine = ++question;
    try {
      const got = await get("/cycles", { lane: params.lane });
      if (mine !== question) return;
      clock.take(got.at);
      answer = got;
      problem = null;
    } catch (refusal) {
      if (mine !== question) return;
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }
  const later = calm(REST_MILLIS, load);
  const set = (changes) => go("cycles", { ...params, ...changes }, true);

  // Ticks with the seconds of the ledger's time; a cut-off that has come is asked for again.
  function tick() {
    const now = clock.now();
    timer = setTimeout(tick, now === null ? SECOND : SECOND - (now % SECOND) + 5);
    if (!answer?.next || now === null) return;
    if (now >= Date.parse(answer.next.cutOff)) later();
    app.draw();
  }
  tick();

  return {
    show(next) {
      params = next;
      if (next.lane === asked && answer) return;
      asked = next.lane;
      load();
    },
    onBlock: later,
    onSettlement: later,
    reload: later,
    stop() {
      later.stop();
      clearTimeout(timer);
    },
    view: () => [
      head(answer, problem, set),
      problem ? problemBox(problem, load) : null,
      answer ? body(app, answer, params, set, clock.now()) : problem ? null : skeleton(8),
    ],
  };
}

function head(answer, problem, set) {
  const [tone, text] = answer
    ? headline(answer)
    : ["quiet", problem ? t("theCyclesCannotBeRead") : t("readingTheCycles")];
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    h(
      "div",
      { class: "head-actions" },
      answer?.lanes.length > 1
        ? choice(
            t("lane"),
            answer.lane,
            answer.lanes.map((code) => [code, code]),
            (lane) => set({ lane, cycle: undefined }),
          )
        : null,
    ),
    answer?.terms
      ? h(
          "p",
          { class: "sub" },
          t("laneDvPModelNettingAsOf", {
            lane: answer.lane,
            dvpModel: answer.terms.dvpModel,
            netting: sentence(answer.terms.netting).toLowerCase(),
            at: time(answer.at),
            height: answer.height,
          }),
        )
      : null,
  );
}

function headline({ terms, next, items, lane }) {
  if (!terms) return ["quiet", t("laneSettlesGrossItHasNo", { lane })];
  const carried = items.reduce((sum, item) => sum + (item.state === "OPEN" ? item.fails.length : 0), 0);
  if (carried) return ["warn", t("nOwnNetIsCarriedInto", { n: carried })];
  return next
    ? ["ok", t("takesTrades", { cycle: cycleName(next.cycle) })]
    : ["warn", t("theCalendarsKnowNoNextCutoff")];
}

function body(app, answer, params, set, now) {
  if (!answer.terms) return emptyNote(t("noLaneOfThisLedgerNets"), t("membersAgreeOnCyclesInThe"));
  const chosen = answer.items.find((item) => item.cycle === (params.cycle ?? answer.next?.cycle)) ?? answer.items[0];
  return h(
    "div",
    { class: "cycles-desk" },
    h(
      "div",
      { class: "side-cards cycles-side" },
      clockCard(answer, now),
      h(
        "section",
        { class: "card", "aria-labelledby": "cycles-title" },
        h("header", { class: "card-head" }, h("h2", { id: "cycles-title" }, t("cyclesNewestFirst"))),
        answer.items.length
          ? h(
              "ul",
              { class: "cycle-list" },
              answer.items.map((item) => line(item, item === chosen, set, now)),
            )
          : emptyNote(t("noTradeHasEnteredACycle"), t("aTradeEntersOneWhenBoth")),
      ),
    ),
    chosen ? cycleCard(chosen, app.member.id, now) : null,
  );
}

function clockCard({ next, lastCutOff }, now) {
  const left = next && now !== null ? Date.parse(next.cutOff) - now : null;
  const come = left !== null && left <= 0;
  return h(
    "section",
    { class: "card clock-card", "aria-label": t("timeToCutoff"), "data-key": "clock" },
    h(
      "p",
      { class: "kpi-label" },
      next
        ? come
          ? t("cutoffHasCome", { cycle: cycleName(next.cycle) })
          : t("timeToCutoffWithCycle", { cycle: cycleName(next.cycle) })
        : t("noNextCutoff"),
    ),
    h("p", { class: "countdown num", role: "timer" }, left === null ? "\u2013" : countdown(left)),
    h(
      "p",
      { class: "kpi-note" },
      next ? rich("cutOffAt", { at: instant(next.cutOff) }) : t("theCalendarsEndBeforeIt"),
      lastCutOff ? t("wasTheLast", { lastCutOff: cycleName(lastCutOff) }) : "",
    ),
  );
}

function line(item, pressed, set, now) {
  return h(
    "li",
    { "data-key": item.cycle },
    h(
      "button",
      { type: "button", "aria-pressed": String(pressed), onclick: () => set({ cycle: item.cycle }) },
      h("b", null, cycleName(item.cycle)),
      cycleState(item, now),
      h(
        "span",
        { class: "small-note" },
        item.trades === undefined
          ? t("nPage", { n: item.pages })
          : t("ofTradesFinal", { closed: item.closed, trades: item.trades }),
        item.failsIn ? t("carriedIn", { failsIn: item.failsIn }) : "",
        item.carriedOn ? t("carriedOnWithCarriedOn", { carriedOn: item.carriedOn }) : "",
      ),
    ),
  );
}
