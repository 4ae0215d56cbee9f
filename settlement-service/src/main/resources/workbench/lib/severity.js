// How urgent a break is, in the service's own steps.
import { locale, t } from "./i18n.js";
import { sentence } from "./words.js";

/** Severities, the least first. */
export const SEVERITIES = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/** Ages in business days, as a desk escalates them. */
export const BUCKETS = ["0-2", "3-5", "6-30", "31-60", "60+"];

const TONES = { LOW: "quiet", MEDIUM: "open", HIGH: "warn", CRITICAL: "bad" };
const BUCKET_TONES = { "6-30": "warn", "31-60": "bad", "60+": "bad" };
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Name and tone of a severity. */
export const severityOf = (severity) => [sentence(severity), TONES[severity] ?? "open"];

/** Tone of an age bucket; none while it is young. */
export const bucketTone = (bucket) => BUCKET_TONES[bucket] ?? null;

/** `3 to 5 days`. */
export function bucketName(bucket) {
  const [from, to] = bucket.split("-");
  return to === undefined ? t("overDays", { from: from.replace("+", "") }) : t("daysFromTo", { from, to });
}

/** What the service level leaves, as a word and its tone: `in 5 h`, `late 2 days`; null without one. */
export function dueIn({ dueAt, breached, state, resolvedAt }, now = Date.now()) {
  if (!dueAt) return null;
  if (state === "RESOLVED") return breached ? [t("wasLate"), "bad"] : [t("inTime"), "quiet"];
  const left = Date.parse(dueAt) - (resolvedAt ? Date.parse(resolvedAt) : now);
  const size = Math.abs(left);
  const span =
    size >= 2 * DAY ? unit(Math.floor(size / DAY), "day") : unit(Math.max(1, Math.floor(size / HOUR)), "hour");
  if (breached || left < 0) return [t("lateBy", { span }), "bad"];
  return [t("dueInSpan", { span }), left < DAY ? "warn" : null];
}

function unit(number, name) {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" }).format(number);
}
