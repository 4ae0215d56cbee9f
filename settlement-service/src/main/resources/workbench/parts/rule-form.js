// The ordered rules of a set as forms: one card a rule, with the fields that its type has.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { RULE_HEAD, RULE_TYPES, ofType, valueAt, withValue } from "../lib/rule-sets.js";
import { sentence } from "../lib/words.js";
import { badge } from "./pieces.js";

const LABELS = {
  name: t("name"),
  type: t("kind"),
  mode: t("ruleMode"),
  account: t("account"),
  asset: t("asset"),
  pattern: t("rulePattern"),
  by: t("ruleGroupBy"),
  groups: t("ruleGroups"),
  counterparty: t("counterparty"),
  onlyWithoutReference: t("ruleOnlyWithoutReference"),
  maxItems: t("ruleMaxItems"),
  maxCandidates: t("ruleMaxCandidates"),
  businessDays: t("ruleBusinessDays"),
  bandBasisPoints: t("ruleBand"),
  rates: t("ruleRates"),
  "tolerance.amountMinor": t("ruleToleranceAmount"),
  "tolerance.basisPoints": t("ruleToleranceBasisPoints"),
  "tolerance.businessDays": t("ruleToleranceDays"),
  "tolerance.fee.leastMinor": t("ruleFeeLeast"),
  "tolerance.fee.mostMinor": t("ruleFeeMost"),
  "tolerance.fee.mostBasisPoints": t("ruleFeeBasisPoints"),
};
const MEANINGS = {
  REFERENCE: t("ruleReferenceMeaning"),
  FIELDS: t("ruleFieldsMeaning"),
  TEXT: t("ruleTextMeaning"),
  GROUP: t("ruleGroupMeaning"),
  SUBSET: t("ruleSubsetMeaning"),
  RATE: t("ruleRateMeaning"),
  REVERSAL: t("ruleReversalMeaning"),
};

/** What a field of a rule is called. */
export const fieldLabel = (path) => LABELS[path] ?? path;

/**
 * The rules in their order.
 *
 * @param {object[]} rules
 * @param {((rules: object[], redraw: boolean) => void) | null} change takes the changed rules; absent where they may only be read
 */
export function ruleList(rules, change) {
  return h(
    "ol",
    { class: "rules" },
    rules.map((rule, at) => h("li", { class: "rule", "data-key": `rule-${at}` }, card(rules, at, change))),
  );
}

function card(rules, at, change) {
  const rule = rules[at];
  const replace = (next, redraw) => change(rules.with(at, next), redraw);
  return [
    h(
      "header",
      { class: "rule-head" },
      h("span", { class: "rule-place num", "aria-hidden": "true" }, String(at + 1)),
      h("b", null, rule.name || t("unnamedRule")),
      badge(sentence(rule.type), "quiet", MEANINGS[rule.type]),
      badge(sentence(rule.mode), rule.mode === "AUTOMATIC" ? "ok" : "open"),
      change ? order(rules, at, change) : null,
    ),
    h("p", { class: "small-note" }, MEANINGS[rule.type] ?? ""),
    change
      ? h(
          "div",
          { class: "rule-fields" },
          [...RULE_HEAD, ...(RULE_TYPES[rule.type] ?? [])].map((field) => input(rule, at, field, replace)),
        )
      : said(rule),
  ];
}

// What a rule says beyond what goes without saying.
function said(rule) {
  const fields = [...RULE_HEAD.slice(3), ...(RULE_TYPES[rule.type] ?? [])].filter((field) => {
    const value = valueAt(rule, field);
    return value !== undefined && value !== field.none;
  });
  return fields.length
    ? h(
        "dl",
        { class: "facts" },
        fields.map((field) =>
          h("div", null, h("dt", null, fieldLabel(field.path)), h("dd", null, plain(valueAt(rule, field)))),
        ),
      )
    : null;
}

const plain = (value) =>
  value === true
    ? t("yes")
    : Array.isArray(value)
      ? value
          .map((each) => (typeof each === "string" ? sentence(each) : `${each.from} \u2192 ${each.to} ${each.rate}`))
          .join(", ")
      : String(value);

function order(rules, at, change) {
  const move = (to) => {
    const next = rules.toSpliced(at, 1);
    change(next.toSpliced(to, 0, rules[at]), true);
  };
  const { name } = rules[at];
  const button = (label, text, disabled, onclick) =>
    h("button", { type: "button", class: "small quiet", "aria-label": label, title: label, disabled, onclick }, text);
  return h(
    "span",
    { class: "rule-order" },
    button(t("moveRuleUp", { name }), "\u2191", at === 0, () => move(at - 1)),
    button(t("moveRuleDown", { name }), "\u2193", at === rules.length - 1, () => move(at + 1)),
    button(t("removeRule", { name }), "\u00d7", false, () => change(rules.toSpliced(at, 1), true)),
  );
}

function input(rule, at, field, replace) {
  const value = valueAt(rule, field);
  const label = fieldLabel(field.path);
  const key = `rule-${at}-${field.path}`;
  const take = (next, redraw = false) => replace(withValue(rule, field, next), redraw);
  switch (field.kind) {
    case "flag":
      return h(
        "label",
        { class: "toggle", "data-key": key },
        h("input", {
          type: "checkbox",
          checked: value === true,
          onchange: (event) => take(event.target.checked, true),
        }),
        label,
      );
    case "several":
      return h(
        "fieldset",
        { class: "rule-several", "data-key": key },
        h("legend", null, label),
        field.choices.map((each) =>
          h(
            "label",
            { class: "toggle" },
            h("input", {
              type: "checkbox",
              checked: (value ?? []).includes(each),
              onchange: (event) =>
                take(
                  event.target.checked ? [...(value ?? []), each] : (value ?? []).filter((other) => other !== each),
                  true,
                ),
            }),
            sentence(each),
          ),
        ),
      );
    case "choice":
      return labelled(
        label,
        key,
        h(
          "select",
          {
            value,
            onchange: (event) =>
              field.path === "type" ? replace(ofType(rule, event.target.value), true) : take(event.target.value, true),
          },
          field.choices.map((each) => h("option", { value: each }, sentence(each))),
        ),
      );
    case "number":
      return labelled(
        label,
        key,
        h("input", {
          type: "number",
          min: field.min,
          max: field.max,
          step: "1",
          value: value ?? "",
          onchange: (event) => take(event.target.value === "" ? undefined : Number(event.target.value), true),
        }),
      );
    case "rates":
      return labelled(
        label,
        key,
        h("textarea", {
          rows: "3",
          value: (value ?? []).map((each) => `${each.from} ${each.to} ${each.rate}`).join("\n"),
          onchange: (event) => take(ratesOf(event.target.value), true),
        }),
      );
    default:
      return labelled(
        label,
        key,
        h("input", {
          value: value ?? "",
          required: field.required === true,
          maxlength: "200",
          spellcheck: "false",
          onchange: (event) => take(event.target.value.trim(), true),
        }),
      );
  }
}

// A line a rate: from, to, rate.
const ratesOf = (text) =>
  text
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts.length === 3)
    .map(([from, to, rate]) => ({ from, to, rate }));

const labelled = (label, key, control) =>
  h("label", { class: "dialog-field", "data-key": key }, h("span", null, label), control);

/** What differs between two versions, rule by rule. */
export function changeList(list) {
  if (list.length === 0) return h("p", { class: "small-note" }, t("noRuleDiffers"));
  return h(
    "ul",
    { class: "rule-changes" },
    list.map(({ name, what, fields }) =>
      h(
        "li",
        { "data-key": name },
        badge(sentence(what), { ADDED: "ok", REMOVED: "bad", CHANGED: "warn" }[what] ?? "open"),
        h("b", null, name),
        fields.length
          ? h(
              "ul",
              null,
              fields.map((field) =>
                h(
                  "li",
                  null,
                  `${fieldLabel(field.path)}: `,
                  h("del", null, field.before),
                  " \u2192 ",
                  h("ins", null, field.after),
                ),
              ),
            )
          : null,
      ),
    ),
  );
}
