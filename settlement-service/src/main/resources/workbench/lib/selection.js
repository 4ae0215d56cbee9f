// Which rows of a list are chosen. It holds identities and not places, so rows that move stay chosen.

/** The most that one action may be done to at once. */
export const MOST = 500;

/** The chosen rows; `onChange` is told after each change. */
export class Selection {
  #ids = new Set();
  #anchor = null;
  all = null; // how many the filter lets through, when all of them are meant and not just those that are listed

  constructor(onChange) {
    this.onChange = onChange;
  }

  get size() {
    return this.all ?? this.#ids.size;
  }

  get ids() {
    return [...this.#ids];
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Chooses a row or lets it go, and remembers it as the end from which {@link extend} goes on. */
  toggle(id, on = !this.#ids.has(id)) {
    if (on) this.#ids.add(id);
    else this.#ids.delete(id);
    this.#anchor = id;
    this.all = null;
    this.onChange();
  }

  /** Chooses all rows from the last one that was touched to this one, in the order of `listed`. */
  extend(id, listed) {
    const [from, to] = [listed.indexOf(this.#anchor), listed.indexOf(id)].sort((one, other) => one - other);
    const range = from < 0 ? [id] : listed.slice(from, to + 1);
    for (const each of range) this.#ids.add(each);
    this.all = null;
    this.onChange();
  }

  /** Chooses exactly these. */
  set(ids, all = null) {
    this.#ids = new Set(ids);
    this.all = all;
    this.onChange();
  }

  clear() {
    if (this.#ids.size === 0 && this.all === null) return;
    this.set([]);
  }
}
