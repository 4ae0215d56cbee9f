// A long list that arrives page by page; what is loaded stays, and a newer question makes an older answer void.
import { get } from "./api.js";

const PAGE_SIZE = 200;

/** A list resource read through its cursor. */
export class Pager {
  rows = [];
  extra = {};
  state = "idle"; // idle | loading | more | ready | failed
  problem = null;
  #cursor = null;
  #question = null;

  /**
   * @param {string} path the resource
   * @param {() => void} onChange called after each change of state
   * @param {(row: object) => string} idOf the identity of a row
   */
  constructor(path, onChange, idOf = (row) => row.id) {
    this.path = path;
    this.onChange = onChange;
    this.idOf = idOf;
  }

  get hasMore() {
    return this.#cursor !== null;
  }

  /** Asks anew with these filters; rows that stand are kept on the screen until the answer is there. */
  async load(query) {
    this.query = query;
    this.state = "loading";
    await this.#ask(null, (page) => {
      this.rows = page.items;
    });
  }

  /** Reads the first page again without a visible pause; rows further down are dropped only when the page changed. */
  async refresh() {
    if (!this.query || this.state === "loading" || this.state === "more") return;
    await this.#ask(null, (page) => {
      this.rows = page.items;
    });
  }

  /** Reads the next page, when there is one and none is under way. */
  async more() {
    if (!this.hasMore || this.state !== "ready") return;
    this.state = "more";
    await this.#ask(this.#cursor, (page) => {
      const known = new Set(this.rows.map(this.idOf));
      this.rows = this.rows.concat(page.items.filter((row) => !known.has(this.idOf(row))));
    });
  }

  /** Replaces loaded rows by newer versions of themselves. */
  merge(newer) {
    const byId = new Map(newer.map((row) => [this.idOf(row), row]));
    this.rows = this.rows.map((row) =>
      byId.has(this.idOf(row)) ? { ...byId.get(this.idOf(row)), changed: true } : row,
    );
    this.onChange();
  }

  stop() {
    this.#question?.abort();
  }

  async #ask(cursor, take) {
    this.#question?.abort();
    const question = new AbortController();
    this.#question = question;
    this.onChange();
    try {
      const page = await get(this.path, { limit: PAGE_SIZE, ...this.query, cursor }, question.signal);
      const { items, nextCursor, ...extra } = page;
      take({ items });
      this.#cursor = nextCursor ?? null;
      this.extra = extra;
      this.state = "ready";
      this.problem = null;
    } catch (problem) {
      if (question.signal.aborted) return;
      this.state = "failed";
      this.problem = problem;
    }
    this.onChange();
  }
}
