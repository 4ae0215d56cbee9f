// The item that stands open beside a list: read when it is opened, and again when something of it may have changed.

/** One opened item at a time; an answer for an item that is no longer open is dropped. */
export class Opened {
  id = null;
  item = null;
  problem = null;

  /**
   * @param {(id: string) => Promise<object>} read
   * @param {{draw: () => void, failed: (problem: Error) => void}} app
   */
  constructor(read, app) {
    this.read = read;
    this.app = app;
  }

  show(id) {
    if ((id ?? null) === this.id) return;
    this.id = id ?? null;
    this.item = null;
    this.problem = null;
    this.again();
  }

  async again() {
    const { id } = this;
    if (id === null) return;
    try {
      const item = await this.read(id);
      if (this.id !== id) return;
      this.item = item;
      this.problem = null;
    } catch (problem) {
      if (this.id !== id) return;
      this.problem = problem;
      this.app.failed(problem);
    }
    this.app.draw();
  }
}
