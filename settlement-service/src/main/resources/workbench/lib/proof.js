// What the state of a balance means. The proof amount is the part of the difference between books and ledger that no
// unmatched entry explains; a positive one is as wrong as a negative one.

const STATES = {
  PROVED: ["ok", "In balance", "Books and ledger close on the same amount and every entry is matched."],
  PENDING: ["warn", "Pending", "Every difference is explained by entries that still have time to match."],
  BREAKS: ["warn", "Explained", "Every difference is explained by open breaks and pending entries."],
  UNPROVED: ["bad", "Unexplained", "Part of the difference is explained by no entry on either side."],
  NO_STATEMENT: [
    "quiet",
    "No statement",
    "No statement of this balance has been loaded, so there is nothing to compare with.",
  ],
};

/** Tone, word and sentence of a balance's state. */
export function judge(account) {
  const [tone, word, meaning] = STATES[account.state] ?? ["quiet", account.state, ""];
  return { tone, word, meaning };
}

/** One sentence over all balances, with the worst tone that occurs. */
export function headline(accounts) {
  const number = (tone) => accounts.filter((account) => judge(account).tone === tone).length;
  const all = accounts.length;
  const [bad, warn, quiet] = [number("bad"), number("warn"), number("quiet")];
  if (all === 0) return ["quiet", "Nothing has moved yet"];
  if (bad) return ["bad", `${bad} of ${all} balances ${have(bad)} a difference that nothing explains`];
  if (quiet === all) return ["quiet", "No statement has been loaded yet"];
  const rest = quiet ? `; ${quiet} ${have(quiet)} no statement yet` : "";
  if (warn)
    return ["warn", `Every difference is explained, ${warn} of ${all} balances ${have(warn)} open items${rest}`];
  return ["ok", quiet ? `In balance${rest}` : "Ledger and books are in balance"];
}

const have = (number) => (number === 1 ? "has" : "have");
