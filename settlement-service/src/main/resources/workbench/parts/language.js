// The way to the other language: a button that bears that language's own name.
import { h } from "../lib/dom.js";
import { CHOICES, chooseLanguage, language, t } from "../lib/i18n.js";

/** One button for each language that is not shown now. */
export function languageButtons() {
  return CHOICES.filter(([code]) => code !== language).map(([code, name]) =>
    h(
      "button",
      {
        type: "button",
        class: "quiet language",
        "data-key": `language-${code}`,
        lang: code === "zh" ? "zh-CN" : code,
        title: t("language"),
        onclick: () => chooseLanguage(code),
      },
      name,
    ),
  );
}
