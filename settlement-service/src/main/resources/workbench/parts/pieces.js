// Small pieces that every screen uses: amounts, badges, links, and what is shown while there is nothing to show.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format, isNegative, isZero } from "../lib/amounts.js";
import { date, time } from "../lib/times.js";
import { MATCHING, TRADE_STATES, sentence } from "../lib/words.js";

/** An amount; a negative one differs by its sign and by colour, zero is quiet. */
export function amount(text, { signed = false, quietZero = true } = {}) {
  if (text === undefined || text === null) return h("span", { class: "num none" }, "\u2013");
  const tone = isNegative(text) ? "negative" : isZero(text) && quietZero ? "zero" : null;
  return h("span", { class: ["num", tone] }, format(text, signed));
}

/** An amount with its asset behind it. */
export function money({ asset, value }, options) {
  return [amount(value, options), h("span", { class: "unit" }, ` ${asset}`)];
}

/** A word with a coloured mark; the word alone says it all. */
export function badge(text, tone, title) {
  return h("span", { class: ["badge", `tone-${tone}`], title }, text);
}

export function tradeState(state) {
  const [name, tone, meaning] = TRADE_STATES[state] ?? [sentence(state), "open", ""];
  return badge(name, tone, meaning);
}

export function matching(state) {
  const [name, tone] = MATCHING[state] ?? [sentence(state), "open"];
  return badge(name, tone);
}

export function instant(at) {
  return at ? h("time", { datetime: at, title: at }, time(at)) : "\u2013";
}

export function day(text) {
  return text ? h("time", { datetime: text }, date(text)) : "\u2013";
}

/** A long hash, cut in its middle unless `whole`; the title always has all of it. */
export function hash(text, whole = false) {
  if (!text) return "\u2013";
  const short = text.length > 20 && !whole ? `${text.slice(0, 10)}\u2026${text.slice(-6)}` : text;
  return h("code", { class: "hash", title: text }, short);
}

export function link(href, ...content) {
  return h("a", { href }, ...content);
}

/** Something that could not be shown, with the service's sentence, its code, and a way on. */
export function problemBox(problem, retry) {
  return h(
    "div",
    { class: "problem", role: "alert" },
    h("p", { class: "problem-title" }, problem.title ?? t("somethingWentWrong")),
    h("p", null, problem.message),
    h(
      "p",
      { class: "problem-foot" },
      h("code", null, problem.code ?? "UNEXPECTED"),
      problem.field ? h("span", { class: "small-note" }, problem.field) : null,
      retry ? h("button", { type: "button", class: "small", onclick: retry }, t("tryAgain")) : null,
    ),
  );
}

/** A figure of a strip: its name above it, and a word on it below. */
export function kpi(label, value, note) {
  return h(
    "div",
    { class: "kpi" },
    h("p", { class: "kpi-label" }, label),
    h("p", { class: "kpi-value num" }, value),
    h("p", { class: "kpi-note" }, note),
  );
}

/** An empty list says why it is empty and what would fill it. */
export function emptyNote(title, text, action) {
  return h(
    "div",
    { class: "empty" },
    h("p", { class: "empty-title" }, title),
    text ? h("p", null, text) : null,
    action ?? null,
  );
}

/** Grey bars in the shape of what is coming. */
export function skeleton(lines = 6) {
  const bars = Array.from({ length: lines }, (_, at) =>
    h("span", { class: "bone", style: { width: `${[92, 78, 85, 64, 88, 71][at % 6]}%` } }),
  );
  return h("div", { class: "skeleton", role: "status" }, h("span", { class: "visually-hidden" }, t("loading")), bars);
}

/** Name and value pairs. */
export function facts(pairs) {
  return h(
    "dl",
    { class: "facts" },
    pairs.filter(Boolean).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))),
  );
}

/** A labelled choice; `options` is `[[value, label], …]`. */
export function choice(label, value, options, onChange) {
  return h(
    "label",
    { class: "field" },
    h("span", null, label),
    h(
      "select",
      { value: value ?? "", onchange: (event) => onChange(event.target.value) },
      options.map(([option, text]) => h("option", { value: option }, text)),
    ),
  );
}

/** The search field of a list; it asks after a short rest of the keys. */
export function searchField(label, value, onSearch) {
  return h(
    "label",
    { class: "field search" },
    h("span", { class: "visually-hidden" }, label),
    h("input", {
      type: "search",
      value: value ?? "",
      placeholder: label,
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "64",
      oninput: (event) => searchAfter(REST_MILLIS, event.target, onSearch),
      onkeydown: (event) => event.key === "Enter" && searchAfter(0, event.target, onSearch),
    }),
    h("kbd", { "aria-hidden": "true" }, "/"),
  );
}

const REST_MILLIS = 250;
const resting = new WeakMap();

// A later key takes the place of an earlier one's search, so that no search comes after what it led to.
function searchAfter(millis, input, onSearch) {
  clearTimeout(resting.get(input));
  const search = () => onSearch(input.value.trim());
  if (millis === 0) search();
  else resting.set(input, setTimeout(search, millis));
}
