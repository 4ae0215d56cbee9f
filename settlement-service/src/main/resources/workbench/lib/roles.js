// Which role sees and does what, as the service's contract has it. The service decides; this only keeps the page from
// offering what would be refused.

const MAY = {
  upload: ["operator"],
  original: ["operator", "approver", "auditor"],
  assign: ["operator", "approver"],
  label: ["operator", "approver"],
  comment: ["operator", "approver", "auditor"],
  attach: ["operator", "approver"],
  propose: ["operator", "approver"],
  decide: ["approver"],
  closeDay: ["operator", "approver"],
  resume: ["operator"],
  evidence: ["operator", "approver", "auditor"],
  audit: ["auditor"],
};

const EVERYONE = [
  "overview",
  "trades",
  "settlement",
  "liquidity",
  "cycles",
  "revenue",
  "breaks",
  "shared",
  "approvals",
  "rules",
  "policy",
  "statements",
  "entries",
  "ledger",
];

/** Whether a session's roles allow an action. */
export function may(session, action) {
  return MAY[action].some((role) => session.roles.includes(role));
}

/** The screens of a session, in the order of the bar. */
export function screensFor(session) {
  return may(session, "audit") ? [...EVERYONE, "audit"] : EVERYONE;
}
