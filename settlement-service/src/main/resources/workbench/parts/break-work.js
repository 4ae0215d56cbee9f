// Who works on a break, its labels, its comments, and the files that were attached to it.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { post, postFile, put } from "../lib/api.js";
import { count } from "../lib/amounts.js";
import { may } from "../lib/roles.js";
import { bucketName } from "../lib/severity.js";
import { sentence } from "../lib/words.js";
import { COLOURS } from "./bulk-bar.js";
import { sharing, sharingOf } from "./carried.js";
import { badge, facts, hash, instant, problemBox } from "./pieces.js";

const STATE_TONES = { RESOLVED: "ok", ASSIGNED: "accent", PROPOSED: "warn" };
const MOST_BYTES = 5 * 1024 * 1024;
let actionProblem = { id: null, problem: null };

/** Does something to a break and reads it again; what is refused stands beside the work. */
export async function act(app, found, again, request) {
  actionProblem = { id: null, problem: null };
  try {
    await request();
  } catch (problem) {
    actionProblem = { id: found.id, problem };
    app.failed(problem);
  }
  again();
  return actionProblem.id === null;
}

/** The part of an opened break in which people say whose it is and what they know of it. */
export function breakWork(app, { break: found, shared, people }, again) {
  return [
    facts([
      [t("state"), badge(sentence(found.state), STATE_TONES[found.state] ?? "open")],
      [t("age"), t("businessDaysInBucket", { n: found.businessAge, bucket: bucketName(found.bucket) })],
      found.dueAt ? [t("due"), instant(found.dueAt)] : null,
      [t("assignedTo"), assignment(app, found, people, again)],
      found.previousOwner ? [t("previousOwner"), found.previousOwner] : null,
      [t("labels"), labels(app, found, again)],
    ]),
    actionProblem.id === found.id ? problemBox(actionProblem.problem) : null,
    may(app.session, "comment") ? commentForm(app, found, shared, again) : null,
  ];
}

function assignment(app, found, people, again) {
  const owner = found.assignee ?? found.group;
  if (!may(app.session, "assign") || found.state === "RESOLVED") return owner ?? t("nobodyWithin");
  const assign = (user) =>
    act(app, found, again, () => put(`/breaks/${found.id}/assignment`, user ? { assignee: user } : {}));
  return [
    h(
      "select",
      { "aria-label": t("assignedTo"), value: found.assignee ?? "", onchange: (event) => assign(event.target.value) },
      h("option", { value: "" }, found.group ?? t("nobodyWithin")),
      people.map(({ user }) => h("option", { value: user }, user)),
    ),
    found.assignee === app.session.user
      ? null
      : h("button", { type: "button", class: "small", onclick: () => assign(app.session.user) }, t("takeIt")),
  ];
}

function labels(app, found, again) {
  const change = (next) => act(app, found, again, () => put(`/breaks/${found.id}/labels`, { labels: next }));
  const editable = may(app.session, "label") && found.state !== "RESOLVED";
  return h(
    "span",
    { class: "labels" },
    found.labels.map((label) =>
      h(
        "span",
        { class: `label label-${label.colour}` },
        label.text,
        editable
          ? h(
              "button",
              {
                type: "button",
                "aria-label": t("removeLabel", { text: label.text }),
                onclick: () => change(found.labels.filter((other) => other !== label)),
              },
              "\u00d7",
            )
          : null,
      ),
    ),
    found.labels.length === 0 && !editable ? t("none") : null,
    editable ? labelForm(found, change) : null,
  );
}

function labelForm(found, change) {
  const add = (event) => {
    event.preventDefault();
    const { text, colour } = Object.fromEntries(new FormData(event.currentTarget));
    if (text.trim()) change([...found.labels, { text: text.trim(), colour }]);
    event.currentTarget.reset();
  };
  return h(
    "details",
    { class: "add-label" },
    h("summary", null, t("add")),
    h(
      "form",
      { onsubmit: add },
      h("input", {
        name: "text",
        maxlength: "40",
        required: true,
        "aria-label": t("label"),
        placeholder: t("causePriority"),
      }),
      h(
        "select",
        { name: "colour", "aria-label": t("colour") },
        COLOURS.map((colour) => h("option", { value: colour }, sentence(colour))),
      ),
      h("button", { class: "small" }, t("add")),
    ),
  );
}

function commentForm(app, found, shared, again) {
  const send = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = form.elements.text.value.trim();
    if (text)
      act(app, found, again, () => post(`/breaks/${found.id}/comments`, { text, ...sharingOf(form) })).then(
        (done) => done && form.reset(),
      );
  };
  return h(
    "form",
    { class: "comment", "data-key": `comment-${found.id}`, onsubmit: send },
    h("textarea", {
      name: "text",
      rows: "2",
      maxlength: "2000",
      required: true,
      "aria-label": t("comment"),
      placeholder: t("addAComment"),
    }),
    h("span", { class: "comment-foot" }, sharing(shared), h("button", { class: "small" }, t("comment"))),
  );
}

/** The break as a signed PDF, with its certificates inside; none for those who may not read sensitive fields. */
export function evidencePack(app, found) {
  return may(app.session, "evidence")
    ? h(
        "p",
        { class: "evidence-pack" },
        h(
          "a",
          { class: "button", href: `/api/v1/breaks/${found.id}/evidence`, download: `break-${found.id}.pdf` },
          t("evidencePack"),
        ),
        h("span", { class: "small-note" }, ` ${t("evidencePackNote")}`),
      )
    : null;
}

/** Files of a break: kept with their hash, and downloaded, never shown in the page. */
export function attachments(app, { break: found, attachments: files = [] }, again) {
  return [
    files.length
      ? h(
          "ul",
          { class: "attachments" },
          files.map((file) =>
            h(
              "li",
              { "data-key": String(file.id) },
              h("a", { href: `/api/v1/breaks/${found.id}/attachments/${file.id}`, download: file.name }, file.name),
              h(
                "span",
                { class: "small-note" },
                ` ${t("kibBy", { size: Math.ceil(file.size / 1024), who: file.by })} `,
                instant(file.at),
                " ",
              ),
              hash(file.sha256),
            ),
          ),
        )
      : h("p", { class: "small-note" }, t("noAttachments")),
    // What proves a resolved break, such as its certificate, comes after it was resolved.
    may(app.session, "attach") ? chooser(app, found, again) : null,
  ];
}

function chooser(app, found, again) {
  const take = (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const fileName = file.name.replace(/[^A-Za-z0-9 ._()-]/g, "_").slice(-120);
    const request = () => {
      if (file.size > MOST_BYTES) throw new TooLarge(file);
      return postFile(`/breaks/${found.id}/attachments`, { fileName }, file);
    };
    act(app, found, again, async () => request());
  };
  return h(
    "label",
    { class: "chooser" },
    t("attachAFile"),
    h("input", { type: "file", class: "visually-hidden", onchange: take }),
    h("span", { class: "small-note" }, ` ${t("attachmentLimits")}`),
  );
}

class TooLarge extends Error {
  code = "TOO_LARGE";

  constructor(file) {
    super(t("attachmentTooLarge", { name: file.name, size: count(Math.ceil(file.size / 1024)) }));
    this.title = t("attachmentLimits");
  }
}
