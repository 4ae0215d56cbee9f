// A policy of the desk to read: who may decide how much, where breaks go, when they climb, and by when they are due.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { format } from "../lib/amounts.js";
import { SEVERITIES } from "../lib/severity.js";
import { breakName, memberName, sentence } from "../lib/words.js";
import { amount, emptyNote } from "./pieces.js";
import { plainTable, section } from "./split.js";

const join = (texts) => texts.join(t("listComma"));

/** All sections of a policy, as tables. */
export function policyView(policy) {
  return [
    section(t("authorityLimits"), h("p", { class: "small-note" }, t("authorityNote")), authority(policy.authority)),
    section(t("routing"), rules(policy.routing, [t("goesTo"), (rule) => [target(rule), labels(rule)]])),
    section(t("escalation"), rules(policy.escalation, [t("escalatesWhen"), (rule) => [climbs(rule), " \u2192 ", target(rule)]])),
    section(
      t("severity"),
      policy.severity.length
        ? plainTable(
            [t("condition"), t("severity")],
            policy.severity.map((rule) => [condition(rule.when), sentence(rule.severity)]),
          )
        : emptyNote(t("noneOfThem")),
    ),
    section(
      t("serviceLevels"),
      plainTable(
        [t("severity"), t("dueWithin")],
        [...SEVERITIES].reverse().map((each) => [sentence(each), level(policy.serviceLevels[each] ?? {})]),
      ),
    ),
    section(
      t("groups"),
      Object.keys(policy.groups ?? {}).length
        ? plainTable(
            [t("group"), t("groupMembers")],
            Object.entries(policy.groups).map(([name, members]) => [h("b", null, name), join(members)]),
          )
        : emptyNote(t("noneOfThem")),
    ),
    policy.reference
      ? section(
          t("referenceCurrency"),
          plainTable(
            [t("asset"), [t("rateIn", { currency: policy.reference.currency }), "end"]],
            Object.entries(policy.reference.rates).map(([asset, rate]) => [asset, rate]),
          ),
        )
      : null,
  ];
}

function authority(limits) {
  return limits.length
    ? plainTable(
        [t("role"), t("proposals"), t("asset"), [t("aloneUpTo"), "end"], [t("twoUpTo"), "end"]],
        limits.map((limit) => [
          sentence(limit.role),
          join(limit.kinds.map(sentence)),
          limit.asset === "*" ? t("anyOther") : limit.asset,
          amount(limit.alone),
          limit.together === undefined ? "\u2013" : amount(limit.together),
        ]),
      )
    : emptyNote(t("nobodyDecides"));
}

function rules(all, [heading, told]) {
  return all.length
    ? plainTable(
        [t("name"), t("condition"), heading],
        all.map((rule) => [h("b", null, rule.name), condition(rule.when), told(rule)]),
      )
    : emptyNote(t("noneOfThem"));
}

function condition(when) {
  const parts = [
    when.kinds ? join(when.kinds.map(breakName)) : null,
    when.accounts ? t("inAccounts", { names: join(when.accounts.map(sentence)) }) : null,
    when.assets ? join(when.assets) : null,
    when.counterparties ? t("withMembers", { names: join(when.counterparties.map(memberName)) }) : null,
    when.minAmount ? t("fromAmount", { amount: format(when.minAmount) }) : null,
    when.minReference ? t("fromReference", { amount: format(when.minReference) }) : null,
    when.minBusinessAge !== undefined ? t("fromAge", { n: when.minBusinessAge }) : null,
    when.minSeverity ? t("atLeast", { severity: sentence(when.minSeverity) }) : null,
  ].filter(Boolean);
  return parts.length ? parts.join("; ") : t("always");
}

function target(rule) {
  const parts = [
    rule.group ? t("groupNamed", { name: rule.group }) : null,
    rule.assignee ?? null,
    rule.severity ? sentence(rule.severity) : null,
  ].filter(Boolean);
  return parts.length ? join(parts) : "\u2013";
}

const labels = (rule) =>
  (rule.labels ?? []).map((label) => [" ", h("span", { class: `label label-${label.colour}` }, label.text)]);

const climbs = (rule) => (rule.onBreach ? t("whenLate") : t("afterDays", { n: rule.afterBusinessDays }));

const level = ({ hours, businessDays }) =>
  hours === undefined
    ? businessDays === undefined
      ? "\u2013"
      : t("nBusinessDays", { n: businessDays })
    : t("nHours", { n: hours });
