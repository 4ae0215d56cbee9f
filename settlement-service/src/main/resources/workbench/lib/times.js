// Instants arrive in UTC and are shown in the reader's own time zone; dates are calendar dates and are never shifted.
import { language, locale, t } from "./i18n.js";

// As each language writes a date in a column: `30 Nov 2026`, `2026/11/30`.
const MONTH = language === "zh" ? "2-digit" : "short";

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndClock = new Intl.DateTimeFormat(locale, {
  day: "2-digit",
  month: MONTH,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const calendar = new Intl.DateTimeFormat(locale, { day: "2-digit", month: MONTH, year: "numeric", timeZone: "UTC" });

/** `14:03:09`, with the day before it when that is not today. */
export function time(instant, now = Date.now()) {
  if (!instant) return "\u2013";
  const at = new Date(instant);
  return sameDay(at, new Date(now)) ? clock.format(at) : dayAndClock.format(at).replace(",", "");
}

function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/** `22 Nov 2026` for a calendar date. */
export function date(text) {
  return text ? calendar.format(new Date(text + "T00:00:00Z")) : "\u2013";
}

/** A span for people: `38 ms`, `1.24 s`, `3 min 20 s`, `5 h 12 min`, `3 days`. */
export function span(millis) {
  if (millis === undefined || millis === null) return "\u2013";
  if (millis < 1_000) return t("nMs", { n: Math.round(millis) });
  if (millis < 60_000) return t("s", { seconds: (millis / 1_000).toFixed(millis < 10_000 ? 2 : 1) });
  const minutes = Math.floor(millis / 60_000);
  if (minutes < 60) return t("minS", { minutes, seconds: Math.floor((millis % 60_000) / 1_000) });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return t("hMin", { hours, minutes: minutes % 60 });
  return t("nDay", { n: Math.floor(hours / 24) });
}

/** How long ago an instant was; clocks that disagree never show a negative age. */
export function since(instant, now = Date.now()) {
  return instant ? Math.max(0, now - new Date(instant).getTime()) : null;
}
