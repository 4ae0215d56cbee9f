// Why a trade waits, in words: short in the list, whole beside it; and which positions hold up how many.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { count, format } from "../lib/amounts.js";
import { date, since, span, time } from "../lib/times.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge } from "./pieces.js";
import { plainTable, section } from "./split.js";

/** How a round settles a trade: the word, and what it means. */
const STEPS = {
  GROSS: [t("byItself"), t("itsPayerHasTheCoverNow")],
  BILATERAL: [t("againstItsCounterparty"), t("togetherWithWhatTheSameTwo")],
  MULTILATERAL: [t("byOffset"), t("atOneInstantWithTradesOf")],
  RESOLUTION: [t("byOffset"), t("atOneInstantWithOthersIt")],
  PARTIAL: [t("inPart"), t("asFarAsThereIsCover")],
};

/** Whose position or limit it is: `Lotus Securities`, or `Lotus Securities towards Lantern Pay`. */
const holder = ({ member, towards }) =>
  towards
    ? t("towardsWithMemberTowards", { member: memberName(member), towards: memberName(towards) })
    : memberName(member);

/** `Lotus Securities\u2019s house account`, or what it may give another. */
function place({ member, account, towards }, own) {
  if (towards) return t("whatMayStillGiveToday", { member: memberName(member), towards: memberName(towards) });
  const name = sentence(account).toLowerCase();
  return member === own
    ? t("theOwnAccount", { account: name })
    : t("sAccount", { member: memberName(member), account: name });
}

/** One line for the list. */
export function whyLine(row) {
  if (row.step)
    return badge(t("settlesNext", { STEPS: STEPS[row.step]?.[0] ?? sentence(row.step) }), "ok", STEPS[row.step]?.[1]);
  const [first, ...more] = row.why;
  if (!first) return badge(t("waitsForARound"), "open");
  const rest = more.length ? t("andNMore", { n: more.length }) : "";
  switch (first.kind) {
    case "LACKING":
      return first.towards
        ? badge(
            t("limitOfLacks", { first: holder(first), missing: format(first.missing), asset: first.asset, rest }),
            "warn",
          )
        : badge(
            t("lacksWithMemberMissing", {
              member: memberName(first.member),
              missing: format(first.missing),
              asset: first.asset,
              rest,
            }),
            "warn",
          );
    case "ORDER":
      return badge(t("waitsItsTurnBehind", { before: first.before, rest }), "open");
    case "NOT_DUE":
      return badge(t("notDueBefore", { valueDate: date(first.valueDate) }), "open");
    case "PERIOD_CLOSED":
      return badge(t("booksClosedFor", { valueDate: date(first.valueDate) }), "bad");
    case "IN_DEFAULT":
      return badge(t("isInDefault", { member: memberName(first.member) }), "bad");
    case "HELD":
      return badge(t("heldBy", { member: memberName(first.member), rest }), "open");
    case "NOT_BEFORE":
      return badge(t("notBeforeWithEarliestRest", { earliest: time(first.earliest), rest }), "open");
    case "PAST_LATEST":
      return badge(t("itsLatestTimeHasPassed", { latest: time(first.latest), rest }), "warn");
    case "STEP_NOT_AGREED":
      return badge(t("needsAnOffsetThatTheLane"), "open");
    default:
      return badge(sentence(first.kind), "open");
  }
}

/** How it stands in the queue by what its parties ask; null when nobody asks anything. */
function standing({ trade, priority, place, earliest, latest, partsFrom, settledSoFar }) {
  const said = [
    priority === trade.priority
      ? null
      : t("rankedInsteadOf", {
          priority: sentence(priority).toLowerCase(),
          priority2: sentence(trade.priority).toLowerCase(),
        }),
    place ? t("placeOfItsClass", { place }) : null,
    earliest ? t("notBefore", { earliest: time(earliest) }) : null,
    latest ? t("byAtTheLatest", { latest: time(latest) }) : null,
    partsFrom ? t("maySettleInPartsFromOn", { partsFrom: format(partsFrom), asset: trade.delivery.asset }) : null,
    settledSoFar ? t("ofItHasSettled", { settledSoFar: format(settledSoFar), asset: trade.delivery.asset }) : null,
  ].filter(Boolean);
  return said.length ? h("p", { class: "small-note" }, said.join(" ")) : null;
}

/** The part of the opened trade that says why it waits; `row` is absent when it no longer does. */
export function whySection(row, own) {
  if (!row) return section(t("whyItWaits"), h("p", { class: "small-note" }, t("itIsNotInTheQueue")));
  const title = row.step ? t("whyItDoesNotWaitLong") : t("whyItWaits");
  return section(
    title,
    h(
      "p",
      { class: "small-note" },
      row.queuedAt
        ? t("rankOfTheLaneAffirmedAgoWithRankAge", {
            rank: row.rank,
            age: span(since(row.since)),
            queued: span(since(row.queuedAt)),
          })
        : t("rankOfTheLaneAffirmedAgo", { rank: row.rank, age: span(since(row.since)) }),
    ),
    standing(row),
    row.step
      ? h(
          "p",
          null,
          t("theNextRoundWouldSettleIt", { how: STEPS[row.step]?.[0] ?? "", meaning: STEPS[row.step]?.[1] ?? "" }),
        )
      : h(
          "ul",
          { class: "why" },
          row.why.map((reason) => h("li", null, explain(reason, own))),
        ),
  );
}

const has = (reason, own) => ({
  place: place(reason, own),
  amount: amount(reason.available, { quietZero: false }),
  asset: reason.asset,
});

function explain(reason, own) {
  switch (reason.kind) {
    case "LACKING":
      return [
        h(
          "p",
          null,
          h("b", null, t("lacks", { reason: holder(reason), missing: format(reason.missing), asset: reason.asset })),
        ),
        h(
          "p",
          { class: "small-note" },
          reason.towards
            ? rich("isOnceAllThatCanSettle", has(reason, own))
            : rich("hasAboveItsFloorOnceAll", has(reason, own)),
          reason.missingInOrder === reason.missing
            ? ""
            : ` ${t("withAllThatWaitBeforeThis", { missing: format(reason.missingInOrder), asset: reason.asset })}`,
        ),
      ];
    case "ORDER":
      return [
        h("p", null, h("b", null, t("itWaitsItsTurnBehind", { before: reason.before }))),
        h(
          "p",
          { class: "small-note" },
          t("couldCoverItButThenWould", {
            reason: place(reason, own),
            before: reason.before,
            missing: format(reason.missing),
            asset: reason.asset,
          }),
        ),
      ];
    case "NOT_DUE":
      return h("p", null, t("itsValueDateIs", { valueDate: date(reason.valueDate) }));
    case "PERIOD_CLOSED":
      return h("p", null, t("theBooksOfItsValueDate", { valueDate: date(reason.valueDate) }));
    case "IN_DEFAULT":
      return h("p", null, t("isInDefaultTheTradeWaits", { member: memberName(reason.member) }));
    case "HELD":
      return h(
        "p",
        null,
        t("holdsItNoRoundSettlesIt", { member: memberName(reason.member), member2: memberName(reason.member) }),
      );
    case "NOT_BEFORE":
      return h("p", null, t("aPartyAskedThatItSettle", { earliest: time(reason.earliest) }));
    case "PAST_LATEST":
      return h("p", null, t("aPartyWantedItSettledBy", { latest: time(reason.latest) }));
    case "STEP_NOT_AGREED":
      return h("p", null, t("itCouldSettleByAnOffset"));
    default:
      return h("p", null, t("theSumsOfARoundWith"));
  }
}

/** Positions that have too little, as a list of filters; the longest bar holds up most. */
export function shortageList(shortages, chosen, choose) {
  const high = Math.max(1, ...shortages.map((shortage) => shortage.holdsUp));
  return h(
    "ul",
    { class: "shortages" },
    shortages.map((shortage) => {
      const key = `${shortage.member}/${shortage.towards ?? shortage.account}/${shortage.asset}`;
      const pressed = chosen.lacks === shortage.member && chosen.asset === shortage.asset;
      return h(
        "li",
        { "data-key": key },
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(pressed),
            onclick: () => choose(pressed ? {} : { lacks: shortage.member, asset: shortage.asset }),
          },
          h(
            "span",
            { class: "shortage-who" },
            h("b", null, memberName(shortage.member)),
            h(
              "span",
              { class: "small-note" },
              " ",
              shortage.towards
                ? t("towardsWithMember", { member: memberName(shortage.towards) })
                : sentence(shortage.account),
            ),
          ),
          h("span", { class: "shortage-count num" }, t("holdsUp", { holdsUp: shortage.holdsUp })),
          h(
            "span",
            { class: "shortage-what" },
            rich("lacksWithAmountAsset", {
              amount: amount(shortage.missing, { quietZero: false }),
              asset: h("span", { class: "unit" }, shortage.asset),
            }),
          ),
          h(
            "span",
            { class: "shortage-bar", "aria-hidden": "true" },
            h("span", { style: { width: `${(shortage.holdsUp / high) * 100}%` } }),
          ),
        ),
      );
    }),
  );
}

/** What others have waiting: sums only. */
export function othersTable(others) {
  return plainTable(
    [t("asset"), [t("legs"), "end"], [t("amount"), "end"]],
    others.assets.map(({ asset, legs, value }) => [asset, h("span", { class: "num" }, count(legs)), amount(value)]),
  );
}
