// One cycle: what it comes to for the member, with whom, and what was carried into it.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { count, isNegative } from "../lib/amounts.js";
import { date } from "../lib/times.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge, emptyNote, facts, hash, instant } from "./pieces.js";
import { plainTable, section } from "./split.js";

const STATES = {
  OPEN: [t("openForTrades"), "accent", t("tradesEnterItWhenBothSides")],
  CUT_OFF: [t("cutOff"), "warn", t("nothingEntersOrLeavesItAny")],
  NETTED: [t("netted"), "warn", t("theNetsStandNoValueHas")],
  SETTLED: [t("settled"), "ok", t("valueHasMovedWhatWasShort")],
  CLOSED: [t("cycleClosed"), "quiet", t("everyTradeOfItBearsIts")],
};
const OUTCOMES = {
  OPEN: [t("notSettledYet"), "open"],
  SETTLED: [t("settled"), "ok"],
  CARRIED: [t("carriedOn"), "warn"],
  BEYOND_LIMIT: [t("tooLargeToCarry"), "bad"],
  CLOSED_OUT: [t("inADefault"), "bad"],
};

/** `HK/2026-11-30/0` -> `First cycle of 30 Nov 2026`. */
export function cycleName(id) {
  const [, day, number] = id.split("/");
  const at = Number(number);
  const names = [
    t("firstCycleOf", { day: date(day) }),
    t("secondCycleOf", { day: date(day) }),
    t("thirdCycleOf", { day: date(day) }),
    t("fourthCycleOf", { day: date(day) }),
  ];
  return names[at] ?? t("nThCycleOf", { n: at + 1, day: date(day) });
}

/** The state; an open cycle whose cut-off has come waits for an agent. */
export function cycleState(item, now) {
  if (item.state === "OPEN" && now !== null && Date.parse(item.cutOff) <= now)
    return badge(t("cutoffDue"), "warn", t("itsTimeHasComeAnyMembers"));
  const [name, tone, meaning] = STATES[item.state] ?? [sentence(item.state), "open", ""];
  return badge(name, tone, meaning);
}

/** The chosen cycle. */
export function cycleCard(item, own, now) {
  return h(
    "section",
    { class: "card cycle-card", "aria-labelledby": "cycle-title", "data-key": item.cycle },
    h("header", { class: "card-head" }, h("h2", { id: "cycle-title" }, cycleName(item.cycle)), cycleState(item, now)),
    h(
      "div",
      { class: "card-body" },
      facts([
        [t("cutOff"), instant(item.cutOffAt ?? item.cutOff)],
        item.nettedAt ? [t("netted"), instant(item.nettedAt)] : null,
        item.settledAt
          ? [t("settled"), instant(item.settledAt)]
          : [t("whatIsShortIsCarriedFrom"), instant(item.carriedFrom)],
        item.root ? [t("root"), hash(item.root)] : null,
      ]),
      section(item.root ? t("ownNets") : t("ownNetsSoFar"), nets(item.nets ?? [])),
      section(t("carriedIntoIt"), carried(item.fails, own)),
      item.pairs?.length ? section(t("withWhom"), pairs(item.pairs, own)) : null,
    ),
  );
}

function nets(list) {
  return list.length
    ? plainTable(
        [t("asset"), [t("in"), "end"], [t("out"), "end"], [t("net"), "end"]],
        list.map((net) => [
          h("b", null, net.asset),
          amount(net.incoming),
          amount(net.outgoing),
          h("b", null, amount(net.net, { signed: true })),
        ]),
      )
    : emptyNote(t("nothingOfThisMemberIsIn"));
}

function carried(fails, own) {
  if (fails.length === 0) return h("p", { class: "small-note" }, t("nothingWasShortBefore"));
  return plainTable(
    [t("withCounterparty"), t("what"), t("firstShortIn"), [t("age"), "end"], t("penalty")],
    fails.map((fail) => [
      memberName(other(fail, own)),
      h("span", { class: "cycle-legs" }, legs(fail, own)),
      cycleName(fail.since),
      h("span", { class: "num" }, t("nDay", { n: fail.days })),
      fail.penalties.length
        ? fail.penalties.map((penalty) =>
            h(
              "p",
              null,
              rich("owedBy", { amount: amount(penalty.amount), asset: penalty.asset, member: memberName(penalty.by) }),
            ),
          )
        : t("none"),
    ]),
  );
}

function pairs(list, own) {
  return plainTable(
    [t("withCounterparty"), t("net"), t("outcome")],
    list.map((pair) => {
      const [name, tone] = OUTCOMES[pair.outcome] ?? [sentence(pair.outcome), "open"];
      return [
        memberName(other(pair, own)),
        h("span", { class: "cycle-legs" }, legs(pair, own)),
        [
          badge(name, tone),
          pair.next ? h("span", { class: "cell-note" }, t("into", { next: cycleName(pair.next) })) : null,
        ],
      ];
    }),
  );
}

// A member that merely reads sees pairs of others: both are named then.
const other = ({ first, second }, own) => (first === own ? second : second === own ? first : `${first}, ${second}`);

function legs(pair, own) {
  const turned = pair.second === own;
  return pair.legs.map((leg) =>
    h("span", null, amount(turned ? opposite(leg.net) : leg.net, { signed: true }), ` ${leg.asset}`),
  );
}

const opposite = (text) => (isNegative(text) ? text.slice(1) : `-${text}`);
