// One trade: its legs, what happened to it and when, where it stands on the ledger and who signed for that.
import { h } from "../lib/dom.js";
import { count } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { TRADE_STATES, memberName, sentence } from "../lib/words.js";
import { comparedSection } from "./instructions.js";
import { amount, badge, day, facts, hash, instant, matching, money, tradeState } from "./pieces.js";
import { panel, plainTable, section } from "./split.js";

const KINDS = { DVP: "Delivery versus payment", PVP: "Payment versus payment", PAYMENT: "Payment" };

/** The panel beside the list of trades; `before` comes between the trade's state and its legs. */
export function tradeDetail(opened, close, before = null) {
  const trade = opened.item?.trade;
  const again = () => opened.again();
  return panel(
    { ...opened, again },
    trade ? (KINDS[trade.kind] ?? sentence(trade.kind)) : "Trade",
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
          "Reverses ",
          h("a", { href: linkTo("trades", { open: trade.reverses }) }, trade.reverses),
        )
      : null,
    trade.amends
      ? h(
          "p",
          { class: "note" },
          trade.state === "ALLEGED" ? "Would take the place of " : "Was proposed in place of ",
          h("a", { href: linkTo("trades", { open: trade.amends }) }, trade.amends),
        )
      : null,
    before,
    comparedSection(instructions),
    section("Legs", plainTable(["From", "To", ["Amount", "end"]], legs(trade))),
    section(
      "Terms",
      facts([
        ["Trade date", day(trade.tradeDate)],
        ["Value date", day(trade.valueDate)],
        ["Priority", sentence(trade.priority)],
        ["Lane", trade.lane],
      ]),
    ),
    section("History", historyList(history)),
    section(
      "Own postings",
      postings.length
        ? plainTable(["Account", ["Amount", "end"], "Books"], postings.map(postingRow))
        : h("p", { class: "small-note" }, "None: it has moved nothing on the accounts of this member."),
    ),
    section("On the ledger", pageFacts(trade, commitment, page), transactions.map(transaction)),
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
          ` by ${memberName(step.submittedBy)}`,
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
    ["Page", `${number} of ${memberName(author)} to ${memberName(counterparty)}`],
    ["Place", page ? `${count(Number(index) + 1)} of ${count(page.count)}` : `number ${count(Number(index) + 1)}`],
    page ? ["Content hash", hash(page.contentHash)] : null,
    ["Private terms", hash(commitment)],
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
      badge(entry.code, entry.code === "VALID" ? "ok" : "bad", "Validation by the peers"),
      recomputed(entry),
    ),
    facts([
      [
        "Submitted",
        [
          memberName(entry.submittedBy),
          " at ",
          instant(entry.timestamp),
          `, ${count(entry.commands)} ${entry.commands === 1 ? "command" : "commands"}`,
        ],
      ],
      ["Endorsed by", entry.endorsers.map(memberName).join(", ")],
    ]),
  );
}

// A transaction that the peers refused changes nothing, so there is nothing to compute again.
function recomputed({ verified, code }) {
  if (verified) return badge("Re-computed", "ok", "This member computed the same result itself");
  return badge(code === "VALID" ? "Not re-computed" : "No effect", code === "VALID" ? "warn" : "open");
}
