// What members have anchored of their journals; of the own ones each account's sum beside what the contract held.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { count, isZero } from "../lib/amounts.js";
import { linkTo } from "../lib/route.js";
import { date } from "../lib/times.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge, emptyNote, hash, instant, problemBox, skeleton } from "./pieces.js";
import { plainTable } from "./split.js";

const HEADINGS = [
  t("account"),
  t("asset"),
  [t("entries"), "end"],
  [t("opening"), "end"],
  [t("cameIn"), "end"],
  [t("wentOut"), "end"],
  [t("closing"), "end"],
  [t("contractHeld"), "end"],
  t("check"),
  t("root"),
];

/** All anchors that are read so far, and a button for more. */
export function anchorCards(app, pager, again) {
  if (pager.state === "failed" && pager.rows.length === 0) return problemBox(pager.problem, again);
  if (pager.state === "loading" && pager.rows.length === 0) return skeleton(8);
  if (pager.rows.length === 0) return emptyNote(t("noAnchors"), t("anchorsComeFromJournals"));
  return h(
    "div",
    { class: "anchor-list" },
    pager.rows.map((anchor) => card(anchor)),
    pager.hasMore ? h("button", { type: "button", onclick: () => pager.more() }, t("showMore")) : null,
  );
}

/** Whether an account's sum is not what the contract held. */
const differs = ({ difference }) => difference !== undefined && !isZero(difference);

function card(anchor) {
  const wrong = (anchor.lines ?? []).filter(differs).length;
  return h(
    "section",
    {
      class: ["card", "anchor-card", anchor.superseded && "superseded"],
      "data-key": `${anchor.member}/${anchor.number}`,
      "aria-label": `${memberName(anchor.member)} ${period(anchor)}`,
    },
    h(
      "div",
      { class: "card-head" },
      h("h2", null, `${memberName(anchor.member)} \u00b7 ${period(anchor)}`),
      anchor.revision ? badge(t("revisionNumber", { number: anchor.revision }), "accent", anchor.reason) : null,
      anchor.superseded ? badge(t("superseded"), "open") : null,
      wrong ? badge(t("nSumsDiffer", { n: wrong }), "bad") : null,
    ),
    h(
      "div",
      { class: "card-body" },
      h(
        "p",
        { class: "anchor-facts" },
        h("span", null, `${t("root")} `, hash(anchor.root)),
        h("span", null, t("nEntry", { n: anchor.entries })),
        anchor.after ? settled(anchor.after) : null,
        h(
          "a",
          { href: linkTo("ledger", { open: String(anchor.block) }) },
          t("blockWithBlock", { block: anchor.block }),
        ),
        h("span", null, `${t("transaction")} `, hash(anchor.txId)),
        instant(anchor.at),
      ),
      anchor.reason ? h("p", { class: "small-note", lang: "en" }, anchor.reason) : null,
      anchor.lines ? table(anchor) : h("p", { class: "small-note" }, t("onlyTheRootIsKnown")),
    ),
  );
}

/** Which cycle was over, at the block that settled it. */
const settled = ({ cycle, block }) =>
  h("a", { href: linkTo("ledger", { open: String(block) }) }, t("upToCycle", { cycle, block }));

const period = ({ day, cycle }) => (cycle ? t("dayAfterCycle", { day: date(day), cycle }) : date(day));

function table(anchor) {
  return h(
    "div",
    { class: "wide-scroll", tabindex: "0", role: "region", "aria-label": t("accountsOf", { day: period(anchor) }) },
    plainTable(
      HEADINGS,
      anchor.lines.map((line) => [
        sentence(line.account),
        line.asset,
        h("span", { class: "num" }, count(line.entries)),
        amount(line.opening, { quietZero: false }),
        amount(line.in),
        amount(line.out),
        amount(line.closing, { quietZero: false }),
        amount(line.held, { quietZero: false }),
        verdict(line),
        hash(line.root),
      ]),
    ),
  );
}

function verdict(line) {
  if (line.difference === undefined) return h("span", { class: "small-note" }, t("notKnown"));
  return differs(line)
    ? h("span", { class: "check-fail" }, amount(line.difference, { signed: true }))
    : h("span", { class: "check-pass" }, t("agreesWithPosition"));
}
