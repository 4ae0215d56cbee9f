// A policy of the desk as lines that people read and write: a rule a line, its fields as `name=value`, lists parted by commas, values with
// blanks in quotes. What is wrong is told by section and line, before anything is sent.
import { t } from "./i18n.js";
import { SEVERITIES } from "./severity.js";
import { BREAK_KINDS } from "./words.js";

const COLOURS = ["grey", "blue", "green", "amber", "red", "purple"];
export const PROPOSALS = ["FORCE_MATCH", "WRITE_OFF", "ADJUSTMENT", "UNDO_MATCH", "REVERSAL"];

const text = (value) => value;
const decimal = (value) => (/^\d{1,18}(\.\d{1,9})?$/.test(value) ? value : wrong("notAnAmount", { value }));
const whole = (value) => (/^\d{1,5}$/.test(value) ? Number(value) : wrong("notAWholeNumber", { value }));
const flag = (value) => (value === "true" ? true : wrong("onlyTrue", { value }));
const oneOf = (choices) => (value) => (choices.includes(value) ? value : wrong("noneOfThese", { value, choices: choices.join(", ") }));
const list = (of) => (value) =>
  value
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean)
    .map(of);
const label = (value) => {
  const [name, colour = "grey"] = value.split(":");
  return { text: name, colour: oneOf(COLOURS)(colour) };
};

const CONDITION = {
  kinds: list(oneOf(Object.keys(BREAK_KINDS))),
  accounts: list(text),
  assets: list(text),
  counterparties: list(text),
  minAmount: decimal,
  minReference: decimal,
  minBusinessAge: whole,
  minSeverity: oneOf(SEVERITIES),
};

/** The sections of a policy, in the order in which they are read: their fields, and those that a line must have. */
export const SECTIONS = {
  authority: {
    fields: { role: text, kinds: list(oneOf(PROPOSALS)), asset: text, alone: decimal, together: decimal },
    needs: ["role", "kinds", "asset", "alone"],
  },
  routing: {
    fields: {
      name: text,
      ...CONDITION,
      assignee: text,
      group: text,
      severity: oneOf(SEVERITIES),
      labels: list(label),
    },
    needs: ["name"],
    when: true,
  },
  escalation: {
    fields: {
      name: text,
      ...CONDITION,
      afterBusinessDays: whole,
      onBreach: flag,
      assignee: text,
      group: text,
      severity: oneOf(SEVERITIES),
    },
    needs: ["name"],
    when: true,
  },
  severity: { fields: { ...CONDITION, severity: oneOf(SEVERITIES) }, needs: ["severity"], when: true },
  serviceLevels: {
    fields: { severity: oneOf(SEVERITIES), hours: whole, businessDays: whole },
    needs: ["severity"],
  },
  groups: { fields: { name: text, members: list(text) }, needs: ["name", "members"] },
  reference: { fields: { currency: text, asset: text, rate: decimal }, needs: [] },
};

class Fault extends Error {}

function wrong(name, values) {
  throw new Fault(t(name, values));
}

/** Each section of a policy as its lines. */
export function linesOf(policy) {
  const flat = (rule) => {
    const { when, ...rest } = rule;
    return { ...(rest.name ? { name: rest.name } : {}), ...when, ...rest };
  };
  const rows = {
    authority: policy.authority,
    routing: policy.routing.map(flat),
    escalation: policy.escalation.map(flat),
    severity: policy.severity.map(flat),
    serviceLevels: SEVERITIES.filter((each) => policy.serviceLevels[each]).map((severity) => ({
      severity,
      ...policy.serviceLevels[severity],
    })),
    groups: Object.entries(policy.groups ?? {}).map(([name, members]) => ({ name, members })),
    reference: policy.reference
      ? [
          { currency: policy.reference.currency },
          ...Object.entries(policy.reference.rates).map(([asset, rate]) => ({ asset, rate })),
        ]
      : [],
  };
  return Object.fromEntries(
    Object.keys(SECTIONS).map((section) => [section, rows[section].map(lineOf).join("\n")]),
  );
}

function lineOf(row) {
  return Object.entries(row)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => `${name}=${quoted(valueOf(value))}`)
    .join(" ");
}

const valueOf = (value) =>
  Array.isArray(value)
    ? value.map((each) => (typeof each === "object" ? `${each.text}:${each.colour}` : each)).join(",")
    : String(value);
const quoted = (value) => (/\s/.test(value) || value === "" ? `"${value}"` : value);

/**
 * The policy that the lines make.
 * @returns {{policy: object, faults: Array<{section: string, line: number, text: string}>, at: (section: string, name: string) => number}}
 */
export function policyOf(lines) {
  const faults = [];
  const rows = {};
  for (const section of Object.keys(SECTIONS)) {
    rows[section] = [];
    (lines[section] ?? "").split("\n").forEach((line, index) => {
      if (!line.trim()) return;
      try {
        rows[section].push({ row: rowOf(section, line), line: index + 1 });
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        faults.push({ section, line: index + 1, text: fault.message });
      }
    });
  }
  twice(rows, faults);
  const plain = (section) => rows[section].map(({ row }) => row);
  const rated = plain("reference").filter((row) => row.asset);
  const currency = plain("reference").find((row) => row.currency)?.currency;
  const policy = {
    authority: plain("authority"),
    routing: plain("routing"),
    escalation: plain("escalation"),
    severity: plain("severity"),
    serviceLevels: Object.fromEntries(plain("serviceLevels").map(({ severity, ...level }) => [severity, level])),
    groups: Object.fromEntries(plain("groups").map(({ name, members }) => [name, members])),
    ...(currency
      ? { reference: { currency, rates: Object.fromEntries(rated.map(({ asset, rate }) => [asset, rate])) } }
      : {}),
  };
  const missing = SEVERITIES.filter((each) => !policy.serviceLevels[each]);
  if (missing.length) faults.push({ section: "serviceLevels", line: 0, text: t("levelsMissing", { names: missing.join(", ") }) });
  return { policy, faults, at: (section, name) => rows[section]?.find(({ row }) => row.name === name)?.line ?? 0 };
}

function rowOf(section, line) {
  const { fields, needs, when } = SECTIONS[section];
  const row = {};
  const words = line.match(/[^\s="]+=(?:"[^"]*"|[^\s"]*)|\S+/g) ?? [];
  for (const word of words) {
    const cut = word.indexOf("=");
    const name = cut < 0 ? word : word.slice(0, cut);
    if (cut < 0 || !Object.hasOwn(fields, name))
      wrong("noSuchField", { name, names: Object.keys(fields).join(", ") });
    if (Object.hasOwn(row, name)) wrong("fieldTwice", { name });
    const value = word.slice(cut + 1).replace(/^"(.*)"$/, "$1");
    if (!value) wrong("fieldEmpty", { name });
    row[name] = fields[name](value);
  }
  const absent = needs.find((name) => row[name] === undefined);
  if (absent) wrong("fieldMissing", { name: absent });
  if (section === "serviceLevels" && (row.hours === undefined) === (row.businessDays === undefined)) wrong("hoursOrDays");
  if (section === "escalation" && (row.afterBusinessDays === undefined) === (row.onBreach === undefined))
    wrong("daysOrBreach");
  if (section === "authority" && row.together !== undefined && Number(row.together) < Number(row.alone))
    wrong("togetherBelowAlone");
  return when ? conditioned(row) : row;
}

function conditioned(row) {
  const entries = Object.entries(row);
  const inWhen = ([name]) => Object.hasOwn(CONDITION, name);
  return {
    ...Object.fromEntries(entries.filter((entry) => !inWhen(entry))),
    when: Object.fromEntries(entries.filter(inWhen)),
  };
}

function twice(rows, faults) {
  for (const [section, field] of [
    ["routing", "name"],
    ["escalation", "name"],
    ["groups", "name"],
    ["serviceLevels", "severity"],
  ]) {
    const seen = new Set();
    for (const { row, line } of rows[section]) {
      if (seen.has(row[field])) faults.push({ section, line, text: t("namedTwice", { name: row[field] }) });
      seen.add(row[field]);
    }
  }
  for (const section of ["routing", "escalation"])
    for (const { row, line } of rows[section])
      if (row.group && !rows.groups.some((group) => group.row.name === row.group))
        faults.push({ section, line, text: t("noSuchGroup", { name: row.group }) });
}
