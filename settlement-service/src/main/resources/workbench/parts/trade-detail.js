// One trade: its legs, what happened to it and when, where it stands on the ledger and who signed for that.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { count } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { TRADE_STATES, memberName, sentence } from "../lib/words.js";
import { comparedSection } from "./instructions.js";
import { amount, badge, day, facts, hash, instant, matching, money, tradeState } from "./pieces.js";
import { panel, plainTable, section } from "./split.js";

const KINDS = { DVP: t("deliveryVersusPayment"), PVP: t("paymentVersusPayment"), PAYMENT: t("payment") };

/** The panel beside the list of trades; `before` comes between the trade's state and its legs. */
export function tradeDetail(opened, close, before = null) {
  const trade = opened.item?.trade;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    trade ? (KINDS[trade.kind] ?? sentence(trade.kind)) : t("trade"),
    trade?.reference ?? opened.id,
    close,
    (item) => body(item, before),
  );
}

function body({ trade, history, postings, transactions, instructions, commitment, page }, before) {
  return [
    h(
      "p",
      { class: "detail-state" },
      tradeState(trade.state),
      h("span", { class: "sub" }, trade.reason ? sentence(trade.reason) : (TRADE_STATES[trade.state]?.[2] ?? "")),
    ),
    trade.reverses
      ? h(
          "p",
          { class: "note" },
          rich("reverses", { trade: h("a", { href: linkTo("trades", { open: trade.reverses }) }, trade.reverses) }),
        )
      : null,
    trade.amends
      ? h(
          "p",
          { class: "note" },
          trade.state === "ALLEGED"
            ? rich("wouldTakeThePlaceOf", {
                trade: h("a", { href: linkTo("trades", { open: trade.amends }) }, trade.amends),
              })
            : rich("wasProposedInPlaceOf", {
                trade: h("a", { href: linkTo("trades", { open: trade.amends }) }, trade.amends),
              }),
        )
      : null,
    before,
    comparedSection(instructions),
    section(t("legs"), plainTable([t("from"), t("to"), [t("amount"), "end"]], legs(trade))),
    section(
      t("terms"),
      facts([
        [t("tradeDate"), day(trade.tradeDate)],
        [t("valueDate"), day(trade.valueDate)],
        [t("priority"), sentence(trade.priority)],
        [t("lane"), trade.lane],
      ]),
    ),
    section(t("history"), historyList(history)),
    section(
      t("ownPostings"),
      postings.length
        ? plainTable([t("account"), [t("amount"), "end"], t("books")], postings.map(postingRow))
        : h("p", { class: "small-note" }, t("noneItHasMovedNothingOn")),
    ),
    section(t("onTheLedger"), pageFacts(trade, commitment, page), transactions.map(transaction)),
  ];
}

function legs(trade) {
  const author = { member: trade.author, account: trade.authorAccount };
  const counterparty = { member: trade.counterparty, account: trade.counterpartyAccount };
  const [from, to] = trade.deliverer === trade.author ? [author, counterparty] : [counterparty, author];
  const rows = [[party(from), party(to), money(trade.delivery)]];
  if (trade.payment) rows.push([party(to), party(from), money(trade.payment)]);
  return rows;
}

function party({ member, account }) {
  return [memberName(member), h("span", { class: "small-note" }, ` ${sentence(account)}`)];
}

function historyList(steps) {
  return h(
    "ol",
    { class: "history" },
    steps.map((step) =>
      h(
        "li",
        null,
        h("span", { class: "history-at" }, instant(step.at)),
        h(
          "span",
          null,
          h("b", null, TRADE_STATES[step.to]?.[0] ?? sentence(step.to)),
          ` ${t("byWithWho", { who: memberName(step.submittedBy) })}`,
          step.reason ? h("span", { class: "small-note" }, ` ${sentence(step.reason)}`) : null,
        ),
        h("a", { class: "num", href: linkTo("ledger", { open: String(step.block) }) }, `#${count(step.block)}`),
      ),
    ),
  );
}

function postingRow(posting) {
  const status = posting.breakId
    ? h("a", { href: linkTo("breaks", { open: String(posting.breakId) }) }, matching(posting.status))
    : matching(posting.status);
  return [
    sentence(posting.account),
    [amount(posting.value, { signed: true }), h("span", { class: "unit" }, ` ${posting.asset}`)],
    status,
  ];
}

function pageFacts(trade, commitment, page) {
  const [, author, counterparty, number, index] = trade.id.split(".");
  return facts([
    [t("page"), t("ofTo", { number, author: memberName(author), counterparty: memberName(counterparty) })],
    [
      t("place"),
      page
        ? t("of", { index: Number(index) + 1, count: page.count })
        : t("numberWithIndex", { index: Number(index) + 1 }),
    ],
    page ? [t("contentHash"), hash(page.contentHash)] : null,
    [t("privateTerms"), hash(commitment)],
  ]);
}

/** One transaction with its verdicts and signatures; the ledger screen shows the same. */
export function transaction(entry) {
  return h(
    "div",
    { class: "transaction", "data-key": entry.txId },
    h(
      "p",
      { class: "transaction-head" },
      h("a", { class: "num", href: linkTo("ledger", { open: String(entry.block) }) }, `#${count(entry.block)}`),
      hash(entry.txId),
      badge(entry.code, entry.code === "VALID" ? "ok" : "bad", t("validationByThePeers")),
      recomputed(entry),
    ),
    facts([
      [
        t("submitted"),
        [
          rich("at", { member: memberName(entry.submittedBy), at: instant(entry.timestamp) }),
          t("nCommand", { n: entry.commands }),
        ],
      ],
      [t("endorsedBy"), entry.endorsers.map(memberName).join(", ")],
    ]),
  );
}

// A transaction that the peers refused changes nothing, so there is nothing to compute again.
function recomputed({ verified, code }) {
  if (verified) return badge(t("recomputed"), "ok", t("thisMemberComputedTheSameResult"));
  return badge(code === "VALID" ? t("notRecomputed") : t("noEffect"), code === "VALID" ? "warn" : "open");
}
