// An agreement: what it waits for, its versions and clauses, the measures of the next period, and what stands in escrow.
import { h } from "../lib/dom.js";
import { rich, t } from "../lib/i18n.js";
import { memberName, sentence } from "../lib/words.js";
import { amount, badge, day, emptyNote, facts, hash, instant } from "./pieces.js";

const MEASURE_STATES = {
  OPEN: [t("notReported"), "open"],
  REPORTED: [t("reportedInPart"), "accent"],
  SEALED: [t("inItsWindow"), "warn"],
  CHALLENGED: [t("challenged"), "bad"],
  FINAL: [t("final"), "ok"],
};

/** What a viewer is shown, in words. */
export const SIGHTS = {
  ALL: t("everythingIsShown"),
  SHARES: t("allAmountsAndTheValuesBehind"),
  OWN: t("yourOwnAmountsAndTheValues"),
  ESCROW: t("whatStandsInEscrow"),
  EXISTENCE: t("thatItExistsAndItsParties"),
};

export function agreementCard(agreement) {
  const versions = agreement.versions;
  const newest = versions.filter((version) => version.inForce).at(-1) ?? versions.at(-1);
  return h(
    "section",
    { class: "card agreement-card", "aria-labelledby": "agreement-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "agreement-title" }, `${agreement.title || agreement.id}`),
      badge(SIGHTS[agreement.sight], "quiet"),
    ),
    h(
      "div",
      { class: "card-body" },
      facts([
        [t("parties"), agreement.parties.map(memberName).join(", ")],
        [t("collector"), memberName(agreement.collector)],
        [t("currencyAndCycle"), `${agreement.currency}, ${sentence(agreement.cycle).toLowerCase()}`],
        agreement.nextPeriod ? [t("nextPeriod"), agreement.nextPeriod] : null,
      ]),
      waits(agreement.waits),
      h("h3", null, t("versions")),
      h(
        "ul",
        { class: "version-list" },
        versions.map((version) => h("li", { "data-key": String(version.version) }, versionLine(version))),
      ),
      newest.terms ? clauses(newest) : null,
    ),
  );
}

/** What the agreement waits for, and for whom. */
export function waits(all = []) {
  if (!all.length) return null;
  return [
    h("h3", null, t("waitsFor")),
    h(
      "ul",
      { class: "wait-list" },
      all.map((wait) =>
        h(
          "li",
          { "data-key": `${wait.what}/${wait.member ?? ""}` },
          wait.what,
          wait.member ? [": ", h("b", null, memberName(wait.member))] : null,
          wait.until ? rich("until", { day: day(wait.until) }) : null,
        ),
      ),
    ),
  ];
}

function versionLine(version) {
  return [
    h("b", null, t("version", { version: version.version })),
    " ",
    badge(version.inForce ? t("inForce") : t("proposed"), version.inForce ? "ok" : "warn"),
    " ",
    version.until
      ? rich("fromUntilTerms", { from: day(version.from), until: day(version.until), hash: hash(version.hash) })
      : rich("fromTerms", { from: day(version.from), hash: hash(version.hash) }),
    h(
      "span",
      { class: "small-note" },
      version.signatures.map(({ member, at }) =>
        h("span", { class: "signature" }, rich("signedAt", { member: memberName(member), at: instant(at) })),
      ),
      version.missing.map((member) =>
        h("span", { class: "signature" }, badge(t("hasNotSigned", { member: memberName(member) }), "warn")),
      ),
    ),
  ];
}

function clauses({ terms }) {
  return [
    h("h3", null, t("clausesInOrder")),
    h(
      "ol",
      { class: "clause-list" },
      terms.clauses.map((clause) =>
        h(
          "li",
          { "data-key": clause.id },
          h("b", null, clause.label || clause.id),
          ` (${clause.id}): `,
          clause.words,
          ".",
        ),
      ),
    ),
    terms.reserve
      ? h(
          "p",
          { class: "small-note" },
          t("reserveOfWhatIsDueReleased", {
            n: terms.reserve.from.length,
            rate: terms.reserve.rate,
            members: terms.reserve.from.map(memberName).join(", "),
            months: terms.reserve.months,
            votes: terms.reserve.votes,
          }),
        )
      : null,
  ];
}

export function measuresCard(measures) {
  return h(
    "section",
    { class: "card", "aria-labelledby": "measures-title" },
    h(
      "header",
      { class: "card-head" },
      h("h2", { id: "measures-title" }, t("measuresOf", { period: measures.period })),
    ),
    h(
      "div",
      { class: "card-body" },
      measures.items.length === 0
        ? emptyNote(t("nothingIsShown"), t("theAgreementDoesNotShowIts"))
        : h(
            "table",
            { class: "plain" },
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                [
                  t("measure"),
                  t("state"),
                  t("value"),
                  t("reportedBy"),
                  t("windowEnds"),
                  t("attested"),
                  t("objections"),
                ].map((title) => h("th", { scope: "col" }, title)),
              ),
            ),
            h("tbody", null, measures.items.map(measureRow)),
          ),
    ),
  );
}

function measureRow(one) {
  const [text, tone] = MEASURE_STATES[one.state];
  return h(
    "tr",
    { "data-key": one.measure },
    h("td", null, h("b", null, one.label || one.measure), " ", h("code", null, one.measure)),
    h("td", null, badge(text, tone)),
    h("td", { class: "num" }, one.value ?? (one.sealedOn ? t("notShown") : "\u2013")),
    h("td", null, memberName(one.reporter)),
    h("td", null, day(one.windowEnd)),
    h("td", null, one.attested?.length ? one.attested.map(memberName).join(", ") : "\u2013"),
    h(
      "td",
      null,
      one.challenges?.length
        ? one.challenges.map(({ member, reason }) => h("p", { "data-key": member }, `${memberName(member)}: ${reason}`))
        : "\u2013",
    ),
  );
}

export function escrowCard({ escrow, currency }) {
  if (!escrow) return null;
  const empty = !escrow.moves.length && !escrow.disputes.length;
  return h(
    "section",
    { class: "card", "aria-labelledby": "escrow-title" },
    h("header", { class: "card-head" }, h("h2", { id: "escrow-title" }, t("reserveAndDisputes"))),
    h(
      "div",
      { class: "card-body" },
      escrow.reserve === undefined
        ? null
        : facts([
            [t("inTheReserve"), [amount(escrow.reserve), ` ${currency}`]],
            [t("setAsideForDisputes"), [amount(escrow.setAside), ` ${currency}`]],
          ]),
      empty ? emptyNote(t("nothingStandsInEscrow"), t("reserveIsWithheldByRunsAnd")) : null,
      escrow.disputes.map((one) =>
        h(
          "p",
          { "data-key": `${one.period}/${one.clause}` },
          badge(one.paid ? t("resolved") : t("open"), one.paid ? "ok" : "warn"),
          " ",
          t("ofDisputedBy", { clause: one.clause, period: one.period, member: memberName(one.by), reason: one.reason }),
        ),
      ),
      h(
        "ul",
        { class: "move-list" },
        escrow.moves.map((move, at) =>
          h(
            "li",
            { "data-key": String(at) },
            h(
              "span",
              null,
              move.period
                ? rich("ofWithKindPeriod", {
                    kind: sentence(move.kind),
                    period: move.period,
                    member: memberName(move.member),
                    day: day(move.day),
                  })
                : rich("kindMemberDay", {
                    kind: sentence(move.kind),
                    member: memberName(move.member),
                    day: day(move.day),
                  }),
            ),
            amount(move.amount, { signed: true }),
          ),
        ),
      ),
    ),
  );
}
