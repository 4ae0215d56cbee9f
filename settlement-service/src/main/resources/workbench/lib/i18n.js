// The language of the page. It is known before the first module runs (theme.js sets it on the document) and stays for as long as the
// page is open: choosing another one loads the page anew at the same address.

const LANGUAGES = { en: "en-GB", zh: "zh-CN" };
const STORED = "clearing.language";

/** The catalogue in use, `en` or `zh`. */
export const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** The locale whose dates and numbers are shown. */
export const locale = LANGUAGES[language];

const { messages, codes } = await import(`../words/${language}.js`);
const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
const lists = new Intl.ListFormat(locale, { type: "conjunction" });
const PLACEHOLDER = /\{(\w+)\}/;

/** What stands between groups of digits (`group`) and before a fraction (`decimal`). */
export const separators = Object.fromEntries(
  new Intl.NumberFormat(locale, { useGrouping: "always", minimumFractionDigits: 1 })
    .formatToParts(1234567.5)
    .map(({ type, value }) => [type, value]),
);

/**
 * The message of that name with its parameters filled in; a number is grouped, an absent value is a dash. A message with
 * several forms is chosen by the parameter `n`.
 */
export function t(name, params = {}) {
  return pattern(name, params)
    .split(PLACEHOLDER)
    .map((part, at) => (at % 2 ? shown(params[part]) : part))
    .join("");
}

/** Like {@link t} for parameters that are nodes: what stands there is a list of texts and nodes. */
export function rich(name, params) {
  return pattern(name, params)
    .split(PLACEHOLDER)
    .map((part, at) =>
      at % 2
        ? params[part] instanceof Node || Array.isArray(params[part])
          ? params[part]
          : shown(params[part])
        : part,
    );
}

/** What a code of the service is called; `undefined` for one that the catalogue does not know. */
export const codeName = (code) => codes[code];

/** `A, B and C`. */
export const listed = (items) => lists.format(items);

function pattern(name, params) {
  const message = messages[name];
  if (message === undefined) {
    console.error(`No message is named ${name}`);
    return name;
  }
  return typeof message === "string" ? message : (message[plurals.select(Number(params.n))] ?? message.other);
}

function shown(value) {
  if (value === undefined || value === null) return "\u2013";
  return typeof value === "number" ? numbers.format(value) : String(value);
}

/** The languages that can be chosen, each with its own name for itself. */
export const CHOICES = [
  ["en", "English"],
  ["zh", "\u7b80\u4f53\u4e2d\u6587"],
];

/** Keeps the language in this browser and shows the same place in it. */
export function chooseLanguage(chosen) {
  if (chosen === language) return;
  try {
    localStorage.setItem(STORED, chosen);
  } catch (blocked) {
    console.info("The language cannot be kept: this browser blocks storage", blocked.name);
  }
  location.reload();
}
