// Amounts arrive as exact decimal strings in the scale of their asset. They are shown digit by digit, and added as BigInt
// of minor units; none ever becomes a floating point number.
import { separators } from "./i18n.js";

const { group: GROUP, decimal: POINT } = separators;
const MINUS = "\u2212"; // as wide as a digit in tabular figures, unlike the hyphen
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * `-1234567.50` -> `−1,234,567.50` with a true minus sign; `signed` gives positive amounts a plus sign.
 * Text that is no amount is shown as it came.
 */
export function format(text, signed = false) {
  const parts = DECIMAL.exec(text ?? "");
  if (!parts) return text ?? "\u2013";
  const [, minus, whole, fraction] = parts;
  const zero = isZero(text);
  const sign = zero ? "" : minus ? MINUS : signed ? "+" : "";
  return sign + group(whole) + (fraction ? POINT + fraction : "");
}

export const isZero = (text) => /^-?0+(\.0+)?$/.test(text ?? "");
export const isNegative = (text) => Boolean(text?.startsWith("-")) && !isZero(text);

/** The exact sum of amounts of one asset, in the longest scale that occurs; absent ones count as zero. */
export function sum(...texts) {
  const parts = texts.filter(Boolean).map((text) => DECIMAL.exec(text));
  const scale = Math.max(0, ...parts.map((part) => part[3]?.length ?? 0));
  const total = parts.reduce(
    (all, [, minus, whole, fraction = ""]) => all + BigInt(minus + whole + fraction.padEnd(scale, "0")),
    0n,
  );
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return (total < 0n ? "-" : "") + digits.slice(0, cut) + (scale ? `.${digits.slice(cut)}` : "");
}

/** The amount without its sign. */
export const absolute = (text) => text?.replace(/^-/, "");

/** `1234567` -> `1,234,567` for counts. */
export function count(number) {
  return number === undefined || number === null ? "\u2013" : group(String(number));
}

function group(digits) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP);
}

/** Part of a whole as a percentage, cut and never rounded up: only the whole is 100 %. */
export function percent(part, whole) {
  if (!whole) return "\u2013";
  if (part >= whole) return "100%";
  const hundredths = Math.floor((part * 10_000) / whole);
  return `${Math.floor(hundredths / 100)}${POINT}${String(hundredths % 100).padStart(2, "0")}%`;
}
