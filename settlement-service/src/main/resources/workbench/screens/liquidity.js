// Liquidity: what settlement used of each position, what it saved against gross, and how much room is left above the floor.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { calm } from "../lib/calm.js";
import { go } from "../lib/route.js";
import { date, time } from "../lib/times.js";
import { memberName } from "../lib/words.js";
import { limitsCard } from "../parts/limits-table.js";
import { liquidityTable, ratio, share } from "../parts/liquidity-table.js";
import { amount, choice, emptyNote, problemBox, skeleton } from "../parts/pieces.js";
import { stressCard } from "../parts/stress-table.js";
import { plainTable } from "../parts/split.js";

const REST_MILLIS = 2_000;
const NIGHTS = 7;

export function liquidityScreen(app) {
  let params = {};
  let answer = null;
  let limits = null;
  let nights = [];
  let problem = null;
  let asked = null;
  let question = 0;

  async function load() {
    const mine = ++question;
    try {
      const [got, now, stress] = await Promise.all([
        get("/liquidity", { member: params.member, day: params.day }),
        get("/limits"),
        get("/stress", { limit: NIGHTS }),
      ]);
      if (mine !== question) return;
      answer = got;
      limits = now;
      nights = stress.items;
      problem = null;
    } catch (refusal) {
      if (mine !== question) return;
      problem = refusal;
      app.failed(refusal);
    }
    app.draw();
  }
  const later = calm(REST_MILLIS, load);
  const set = (changes) => go("liquidity", { ...params, ...changes }, true);

  return {
    show(next) {
      params = next;
      const wanted = JSON.stringify([next.member, next.day]);
      if (wanted === asked) return;
      asked = wanted;
      load();
    },
    onSettlement: later,
    onRisk: later,
    reload: later,
    stop: () => later.stop(),
    view: () => [
      head(app, answer, problem, params, set),
      problem ? problemBox(problem, load) : null,
      answer ? totalsCard(app, answer) : problem ? null : skeleton(3),
      limits ? limitsCard(limits, params.member || app.member.id) : null,
      stressCard(nights),
      h(
        "section",
        { class: "card accounts-card", "aria-labelledby": "positions-title" },
        h(
          "header",
          { class: "card-head" },
          h("h2", { id: "positions-title" }, t("positions")),
          h("span", { class: "sub" }, answer ? t("onThisDay", { length: answer.items.length }) : ""),
        ),
        answer ? liquidityTable(inOrder(answer.items, app.member)) : problem ? null : skeleton(8),
      ),
    ],
  };
}

// Members as the constitution has them, each with the own accounts in order, and in each cash before securities.
function inOrder(items, member) {
  const members = [member, ...member.members];
  const cash = cashOf(member);
  const place = ({ member: id, account, asset }) => {
    const at = members.findIndex((one) => one.id === id);
    return [at, members[at]?.accounts.indexOf(account) ?? 0, cash.has(asset) ? 0 : 1];
  };
  return [...items].sort((one, other) => {
    const [a, b] = [place(one), place(other)];
    const first = a.findIndex((value, at) => value !== b[at]);
    return first < 0 ? 0 : a[first] - b[first];
  });
}

const cashOf = (member) => new Set(member.assets.filter((asset) => asset.kind === "CASH").map((asset) => asset.code));

function head(app, answer, problem, params, set) {
  const [tone, text] = answer
    ? headline(answer, cashOf(app.member))
    : ["quiet", problem ? t("thePositionsCannotBeRead") : t("readingThePositions")];
  const days = answer?.days.length ? answer.days : [answer?.day].filter(Boolean);
  return h(
    "div",
    { class: ["screen-head", "overview-head", `tone-${tone}`] },
    h("h1", { id: "heading", tabindex: "-1" }, text),
    h(
      "div",
      { class: "head-actions" },
      choice(
        t("positionsOf"),
        params.member,
        [
          ["", memberName(app.member.id)],
          ...app.member.members.filter(({ id }) => id !== app.member.id).map(({ id }) => [id, memberName(id)]),
          ["*", t("allMembers")],
        ],
        (member) => set({ member }),
      ),
      days.length > 1
        ? choice(
            t("day"),
            answer.day,
            days.map((each) => [each, date(each)]),
            (each) => set({ day: each === days[0] ? undefined : each }),
          )
        : null,
    ),
    answer
      ? h(
          "p",
          { class: "sub" },
          t("businessDayAsOfLedgerBlock", { day: date(answer.day), at: time(answer.at), height: answer.height }),
        )
      : null,
  );
}

// The currency with most settled legs speaks for the day.
function headline({ totals }, cash) {
  const moved = totals.filter((total) => cash.has(total.asset) && total.trades > 0);
  if (moved.length === 0) return ["quiet", t("nothingHasSettledOnThisDay")];
  const main = moved.reduce((one, other) => (other.trades > one.trades ? other : one));
  return main.ratio
    ? ["ok", t("eachOfLiquiditySettled", { asset: main.asset, ratio: main.ratio, asset2: main.asset })]
    : ["ok", t("allThatSettledWasCoveredBy", { asset: main.asset })];
}

function totalsCard(app, { totals }) {
  const cash = cashOf(app.member);
  const shown = totals.filter((total) => total.trades > 0);
  const ordered = [...shown].sort((one, other) => cash.has(other.asset) - cash.has(one.asset));
  return h(
    "section",
    { class: "card", "aria-labelledby": "totals-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "totals-title" }, t("allMembersTogether")),
      h("span", { class: "sub" }, t("whatSettledGrossAndTheLiquidity")),
    ),
    h(
      "div",
      { class: "card-body totals" },
      ordered.length
        ? plainTable(
            [
              t("asset"),
              [t("legs"), "end"],
              [t("turnover"), "end"],
              [t("used"), "end"],
              [t("saved"), "end"],
              t("ofTheTurnover"),
              [t("ratio"), "end"],
            ],
            ordered.map((total) => [
              h("b", null, total.asset),
              h("span", { class: "num" }, count(total.trades)),
              amount(total.turnover),
              amount(total.used),
              amount(total.saved),
              savedBar(total),
              h("b", { class: "num" }, ratio(total)),
            ]),
          )
        : emptyNote(t("nothingHasSettledOnThisDay")),
    ),
  );
}

function savedBar({ savedShare }) {
  if (!savedShare) return "\u2013";
  return h(
    "span",
    { class: "saved" },
    h(
      "span",
      { class: "saved-bar", "aria-hidden": "true" },
      h("span", { style: { width: `${Number(savedShare) * 100}%` } }),
    ),
    h("span", { class: "num" }, t("savedWithSavedShare", { savedShare: share(savedShare) })),
  );
}
