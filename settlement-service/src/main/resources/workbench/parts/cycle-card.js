// One cycle: what it comes to for the member, with whom, and what was carried into it.
import { h } from "../lib/dom.js";
import { count, isNegative } from "../lib/amounts.js";
import { date } from "../lib/times.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge, emptyNote, facts, hash, instant } from "./pieces.js";
import { plainTable, section } from "./split.js";

const STATES = {
  OPEN: ["Open", "accent", "Trades enter it when both sides have agreed them."],
  CUT_OFF: ["Cut off", "warn", "Nothing enters or leaves it any more."],
  NETTED: ["Netted", "warn", "The nets stand; no value has moved."],
  SETTLED: ["Settled", "ok", "Value has moved; what was short was carried."],
  CLOSED: ["Closed", "quiet", "Every trade of it bears its final state."],
};
const OUTCOMES = {
  OPEN: ["Not settled yet", "open"],
  SETTLED: ["Settled", "ok"],
  CARRIED: ["Carried on", "warn"],
  BEYOND_LIMIT: ["Too large to carry", "bad"],
  CLOSED_OUT: ["In a default", "bad"],
};

/** `HK/2026-11-30/0` -> `First cycle of 30 Nov 2026`. */
export function cycleName(id) {
  const [, day, number] = id.split("/");
  const names = ["First", "Second", "Third", "Fourth"];
  return `${names[Number(number)] ?? `${Number(number) + 1}th`} cycle of ${date(day)}`;
}

/** The state; an open cycle whose cut-off has come waits for an agent. */
export function cycleState(item, now) {
  if (item.state === "OPEN" && now !== null && Date.parse(item.cutOff) <= now)
    return badge("Cut-off due", "warn", "Its time has come; any member's agent may cut it off.");
  const [name, tone, meaning] = STATES[item.state] ?? [sentence(item.state), "open", ""];
  return badge(name, tone, meaning);
}

/** The chosen cycle. */
export function cycleCard(item, own, now) {
  return h(
    "section",
    { class: "card cycle-card", "aria-labelledby": "cycle-title", "data-key": item.cycle },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "cycle-title" }, cycleName(item.cycle)),
      cycleState(item, now),
    ),
    h(
      "div",
      { class: "card-body" },
      facts([
        ["Cut off", instant(item.cutOffAt ?? item.cutOff)],
        item.nettedAt ? ["Netted", instant(item.nettedAt)] : null,
        item.settledAt ? ["Settled", instant(item.settledAt)] : ["What is short is carried from", instant(item.carriedFrom)],
        item.root ? ["Root", hash(item.root)] : null,
      ]),
      section(item.root ? "Own nets" : "Own nets so far", nets(item.nets ?? [])),
      section("Carried into it", carried(item.fails, own)),
      item.pairs?.length ? section("With whom", pairs(item.pairs, own)) : null,
    ),
  );
}

function nets(list) {
  return list.length
    ? plainTable(
        ["Asset", ["In", "end"], ["Out", "end"], ["Net", "end"]],
        list.map((net) => [
          h("b", null, net.asset),
          amount(net.incoming),
          amount(net.outgoing),
          h("b", null, amount(net.net, { signed: true })),
        ]),
      )
    : emptyNote("Nothing of this member is in it");
}

function carried(fails, own) {
  if (fails.length === 0) return h("p", { class: "small-note" }, "Nothing was short before.");
  return plainTable(
    ["With", "What", "First short in", ["Age", "end"], "Penalty"],
    fails.map((fail) => [
      memberName(other(fail, own)),
      h("span", { class: "cycle-legs" }, legs(fail, own)),
      cycleName(fail.since),
      h("span", { class: "num" }, `${count(fail.days)} ${fail.days === 1 ? "day" : "days"}`),
      fail.penalties.length
        ? fail.penalties.map((penalty) =>
            h("p", null, amount(penalty.amount), ` ${penalty.asset} owed by ${memberName(penalty.by)}`),
          )
        : "none",
    ]),
  );
}

function pairs(list, own) {
  return plainTable(
    ["With", "Net", "Outcome"],
    list.map((pair) => {
      const [name, tone] = OUTCOMES[pair.outcome] ?? [sentence(pair.outcome), "open"];
      return [
        memberName(other(pair, own)),
        h("span", { class: "cycle-legs" }, legs(pair, own)),
        [badge(name, tone), pair.next ? h("span", { class: "cell-note" }, `into ${cycleName(pair.next)}`) : null],
      ];
    }),
  );
}

// A member that merely reads sees pairs of others: both are named then.
const other = ({ first, second }, own) =>
  first === own ? second : second === own ? first : `${first}, ${second}`;

function legs(pair, own) {
  const turned = pair.second === own;
  return pair.legs.map((leg) => h("span", null, amount(turned ? opposite(leg.net) : leg.net, { signed: true }), ` ${leg.asset}`));
}

const opposite = (text) => (isNegative(text) ? text.slice(1) : `-${text}`);
