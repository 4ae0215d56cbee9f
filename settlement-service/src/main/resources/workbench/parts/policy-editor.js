// The editor of the next policy: a rule a line, judged line by line while it is written.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { SECTIONS } from "../lib/policy-lines.js";

const TITLES = {
  authority: t("authorityLimits"),
  routing: t("routing"),
  escalation: t("escalation"),
  severity: t("severity"),
  serviceLevels: t("serviceLevels"),
  groups: t("groups"),
  reference: t("referenceCurrency"),
};

/** The fields of all sections; `change(section, text)` is called with every stroke. */
export function policyEditor(lines, faults, change) {
  return h(
    "div",
    { class: "policy-editor" },
    h("p", { class: "small-note" }, t("policyLinesNote")),
    Object.keys(SECTIONS).map((section) => field(section, lines[section], faults, change)),
  );
}

function field(section, text, faults, change) {
  const own = faults.filter((fault) => fault.section === section);
  const id = `policy-${section}`;
  return h(
    "div",
    { class: "policy-section", "data-key": section },
    h("label", { for: id }, TITLES[section]),
    h("p", { class: "small-note", id: `${id}-fields`, lang: "en" }, Object.keys(SECTIONS[section].fields).join("  ")),
    h("textarea", {
      id,
      rows: String(Math.min(12, Math.max(2, text.split("\n").length + 1))),
      spellcheck: "false",
      wrap: "off",
      value: text,
      "aria-invalid": String(own.length > 0),
      "aria-describedby": [`${id}-fields`, `${id}-faults`].join(" "),
      oninput: (event) => change(section, event.target.value),
    }),
    h(
      "ul",
      { class: "policy-faults", id: `${id}-faults`, role: "status" },
      own.map((fault) =>
        h(
          "li",
          { class: "text-bad" },
          fault.line ? t("lineSays", { line: fault.line, text: fault.text }) : fault.text,
        ),
      ),
    ),
  );
}
