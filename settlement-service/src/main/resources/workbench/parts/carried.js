// A comment for the counterparty that the service takes to the ledger by itself: how it is asked for, and how far it has come.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { linkTo } from "../lib/route.js";
import { badge, hash } from "./pieces.js";
import { sharedSwitch } from "./bulk-bar.js";

const ENDED = ["RESOLVED", "WITHDRAWN"];

/** The switch under a comment. Where the service carries comments, it says what goes where, and why none can. */
export function sharing(shared) {
  if (!shared?.carried) return sharedSwitch();
  const live = shared.items.filter(({ state }) => !ENDED.includes(state));
  if (live.length === 0) return h("span", { class: "small-note", "data-key": "unshared" }, t("shareBeforeCommenting"));
  return h(
    "span",
    { class: "sharing" },
    sharedSwitch(),
    h(
      "span",
      { class: "sharing-how" },
      live.length > 1
        ? h(
            "select",
            { name: "sharedBreak", "aria-label": t("sharedBreak") },
            live.map(({ id }) => h("option", { value: id }, id)),
          )
        : null,
      h("label", { class: "toggle" }, h("input", { type: "checkbox", name: "inWords" }), t("inWordsForAll")),
      h("span", { class: "small-note" }, t("hashGoesToTheLedger")),
    ),
  );
}

/** What of a comment's form says whom it is for. */
export function sharingOf(form) {
  if (!form.elements.shared?.checked) return {};
  const { sharedBreak, inWords } = form.elements;
  return {
    shared: true,
    ...(sharedBreak ? { sharedBreak: sharedBreak.value } : {}),
    ...(inWords?.checked ? { inWords: true } : {}),
  };
}

const SHOWN = {
  WAITING: (errand) => [badge(t("waitsForLedger"), "warn"), late(errand)],
  SENT: (errand) => [badge(t("sentToLedger"), "accent"), late(errand)],
  DONE: ({ block }) => [
    badge(t("onTheLedger"), "ok"),
    " ",
    h("a", { class: "num", href: linkTo("ledger", { open: String(block) }) }, t("blockWithBlock", { block })),
  ],
  REFUSED: ({ code, sentence }) => [
    badge(t("refusedByLedger"), "bad"),
    " ",
    h("code", null, code),
    " ",
    h("span", { lang: "en" }, sentence),
  ],
};

const late = ({ failure }) => (failure ? h("span", { class: "small-note", lang: "en" }, ` ${failure}`) : null);

/** Where a carried comment stands, and what the counterparty needs to hold its text against the hash. */
export function errandLine(errand) {
  return h(
    "span",
    { class: "errand", "data-key": `errand-${errand.state}` },
    SHOWN[errand.state](errand),
    " ",
    h("a", { class: "ref", href: linkTo("shared", { open: errand.sharedBreak }) }, errand.sharedBreak),
    errand.inWords || errand.state !== "DONE"
      ? null
      : h("span", { class: "small-note" }, ` ${t("giveTextAndSalt")} `, hash(errand.salt, true)),
  );
}
