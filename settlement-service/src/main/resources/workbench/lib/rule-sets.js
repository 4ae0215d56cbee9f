// What a rule is made of, by its type, and what differs between two versions of a rule set.

const WIDE = { min: 0, max: 1_000_000_000_000_000 };
const TOLERANCE = [
  { path: "tolerance.amountMinor", kind: "number", ...WIDE, none: 0 },
  { path: "tolerance.basisPoints", kind: "number", min: 0, max: 10_000, none: 0 },
  { path: "tolerance.businessDays", kind: "number", min: 0, max: 30, none: 0 },
  { path: "tolerance.fee.leastMinor", kind: "number", ...WIDE, none: 0 },
  { path: "tolerance.fee.mostMinor", kind: "number", ...WIDE },
  { path: "tolerance.fee.mostBasisPoints", kind: "number", min: 0, max: 10_000, none: 10_000 },
];
const DAYS = { path: "businessDays", kind: "number", min: 0, max: 30, none: 0 };
const COUNTERPARTY = { path: "counterparty", kind: "choice", choices: ["REQUIRED", "OPTIONAL"], none: "REQUIRED" };

/** The fields of each type of rule besides its head; `none` is what an absent field means. */
export const RULE_TYPES = {
  REFERENCE: [...TOLERANCE, { path: "groups", kind: "flag", none: false }],
  FIELDS: [...TOLERANCE, COUNTERPARTY, { path: "onlyWithoutReference", kind: "flag", none: false }],
  TEXT: [{ path: "pattern", kind: "text", required: true }, ...TOLERANCE],
  GROUP: [
    { path: "by", kind: "several", choices: ["COUNTERPARTY", "VALUE_DATE"] },
    { path: "maxItems", kind: "number", min: 3, max: 1_000, none: 100 },
    ...TOLERANCE,
  ],
  SUBSET: [
    { path: "maxItems", kind: "number", min: 2, max: 30, none: 5 },
    { path: "maxCandidates", kind: "number", min: 2, max: 30, none: 20 },
    DAYS,
    COUNTERPARTY,
  ],
  RATE: [
    { path: "rates", kind: "rates", required: true },
    { path: "bandBasisPoints", kind: "number", min: 0, max: 1_000, none: 0 },
    DAYS,
  ],
  REVERSAL: [DAYS],
};

/** What every rule has. */
export const RULE_HEAD = [
  { path: "name", kind: "text", required: true },
  { path: "type", kind: "choice", choices: Object.keys(RULE_TYPES) },
  { path: "mode", kind: "choice", choices: ["AUTOMATIC", "SUGGEST"] },
  { path: "account", kind: "text", none: "*" },
  { path: "asset", kind: "text", none: "*" },
];

/** The value at a path such as `tolerance.fee.mostMinor`; what an absent one means where it is absent. */
export function valueAt(rule, { path, none }) {
  const value = path.split(".").reduce((part, name) => part?.[name], rule);
  return value === undefined ? none : value;
}

/** The rule with another value at that path; a value that says nothing is left out, and what becomes empty with it. */
export function withValue(rule, field, value) {
  const said = value === "" || value === undefined || value === field.none ? undefined : value;
  return set(rule, field.path.split("."), said) ?? {};
}

function set(part, [name, ...rest], value) {
  const next = { ...part, [name]: rest.length ? set(part?.[name], rest, value) : value };
  if (next[name] === undefined) delete next[name];
  return Object.keys(next).length ? next : undefined;
}

/** A rule of another type keeps its head and what both types know. */
export function ofType(rule, type) {
  const kept = [...RULE_HEAD, ...RULE_TYPES[type]].map((field) => [field, valueAt(rule, field)]);
  return { ...kept.reduce((next, [field, value]) => withValue(next, field, value), {}), type };
}

/** Rules by name: `{name, what, fields}` with `what` ADDED, REMOVED, CHANGED or MOVED; equal rules in the same place are left out. */
export function changes(before, after) {
  const names = (rules) => rules.map((rule) => rule.name);
  const was = new Map(before.map((rule) => [rule.name, rule]));
  const is = new Map(after.map((rule) => [rule.name, rule]));
  const stayed = names(before).filter((name) => is.has(name));
  const order = names(after).filter((name) => was.has(name));
  const removed = before
    .filter((rule) => !is.has(rule.name))
    .map((rule) => ({ name: rule.name, what: "REMOVED", fields: [] }));
  const others = after.map((rule) => {
    if (!was.has(rule.name)) return { name: rule.name, what: "ADDED", fields: [] };
    const fields = differences(was.get(rule.name), rule);
    if (fields.length) return { name: rule.name, what: "CHANGED", fields };
    return stayed.indexOf(rule.name) === order.indexOf(rule.name)
      ? null
      : { name: rule.name, what: "MOVED", fields: [] };
  });
  return [...removed, ...others.filter(Boolean)];
}

function differences(one, other) {
  const paths = new Set([...RULE_HEAD, ...(RULE_TYPES[one.type] ?? []), ...(RULE_TYPES[other.type] ?? [])]);
  const seen = new Map([...paths].map((field) => [field.path, field]));
  return [...seen.values()]
    .map((field) => ({ path: field.path, before: text(valueAt(one, field)), after: text(valueAt(other, field)) }))
    .filter(({ before, after }) => before !== after);
}

const text = (value) =>
  value === undefined ? "\u2013" : typeof value === "object" ? JSON.stringify(value) : String(value);
