// Where two texts differ, character by character: the longest common subsequence, by the usual table.

const LONGEST = 120;

/**
 * Both texts as runs of `[text, common]`, in order. Texts too long for a table are one run each that is not common.
 */
export function differing(one, other) {
  if (one === other) return [[[one, true]], [[other, true]]];
  const [a, b] = [[...one], [...other]];
  if (a.length > LONGEST || b.length > LONGEST) return [[[one, false]], [[other, false]]];
  const common = table(a, b);
  const [inA, inB] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(inA, a[i++], true);
      add(inB, b[j++], true);
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      add(inA, a[i++], false);
    } else {
      add(inB, b[j++], false);
    }
  }
  return [inA, inB];
}

function table(a, b) {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  return rows;
}

function add(runs, character, common) {
  const last = runs.at(-1);
  if (last && last[1] === common) last[0] += character;
  else runs.push([character, common]);
}
