// Sign-in. The service decides; the page says what it answered and keeps nothing.
import { h } from "../lib/dom.js";
import { t } from "../lib/i18n.js";
import { get, post } from "../lib/api.js";
import { languageButtons } from "../parts/language.js";

let busy = false;
let problem = null;
let ways = null;

// Which ways there are, asked once; without an answer the form by name and password is what there is.
function askWays(app) {
  ways = { password: true };
  get("/sign-in").then(
    (answer) => {
      ways = answer;
      app.draw();
    },
    (refusal) => console.info("The ways to sign in are not known", refusal.code),
  );
}

/** The form; `note` says why a person who was signed in sees it again. */
export function signInScreen(app, note) {
  if (!ways) askWays(app);
  return h(
    "main",
    { class: "sign-in", "data-key": "sign-in" },
    h(
      "div",
      { class: "sign-in-head" },
      h("span", { class: "mark", "aria-hidden": "true" }),
      h("h1", null, t("clearingWorkbench")),
    ),
    h(
      "form",
      { class: "sign-in-card", onsubmit: (event) => submit(event, app) },
      note ? h("p", { class: "note" }, note) : null,
      h(
        "label",
        null,
        t("user"),
        h("input", {
          name: "user",
          autocomplete: "username",
          required: true,
          maxlength: "64",
          autofocus: true,
          spellcheck: "false",
        }),
      ),
      h(
        "label",
        null,
        t("password"),
        h("input", {
          name: "password",
          type: "password",
          autocomplete: "current-password",
          required: true,
          maxlength: "200",
        }),
      ),
      problem
        ? h("p", { class: "form-problem", role: "alert" }, problem.message, " ", h("code", null, problem.code))
        : null,
      h("button", { class: "primary", disabled: busy }, busy ? t("signingIn") : t("signIn")),
      ways.openId
        ? h(
            "a",
            { class: "provider", href: ways.openId.start },
            t("signInWithProvider", { provider: ways.openId.name }),
          )
        : null,
    ),
    h("p", { class: "sign-in-foot" }, t("positionsTradesAndBreaksOfOne")),
    h("p", { class: "sign-in-foot" }, languageButtons()),
  );
}

async function submit(event, app) {
  event.preventDefault();
  const form = event.currentTarget;
  const { user, password } = Object.fromEntries(new FormData(form));
  busy = true;
  problem = null;
  app.draw();
  try {
    const session = await post("/session", { user: user.trim(), password });
    form.reset();
    await app.signedIn(session);
  } catch (refusal) {
    problem = refusal;
    form.elements.password.value = "";
    form.elements.password.focus();
  } finally {
    busy = false;
    app.draw();
  }
}
