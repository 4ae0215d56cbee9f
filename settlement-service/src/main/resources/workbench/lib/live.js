// The stream of server-sent events. A dropped connection is re-made by the browser, which then gets what it missed by
// Last-Event-ID; after a refusal the stream is opened anew with growing pauses and the screens read their lists again.
import { eventsAddress } from "./api.js";

const FIRST_PAUSE_MILLIS = 1_000;
const LONGEST_PAUSE_MILLIS = 20_000;

/** One connection to the service's events. `onState` is told "connecting", "live" or "lost"; `onReset` to read anew. */
export class LiveStream {
  #source = null;
  #timer = null;
  #pause = FIRST_PAUSE_MILLIS;
  #handlers = new Map();

  constructor(onState, onReset) {
    this.onState = onState;
    this.onReset = onReset;
    this.on("reset", onReset);
  }

  /** Calls `handler` with the data of every event of that name. */
  on(name, handler) {
    this.#handlers.set(name, handler);
    return this;
  }

  open(again = false) {
    this.close();
    this.onState("connecting");
    const source = new EventSource(eventsAddress);
    this.#source = source;
    source.onopen = () => {
      this.#pause = FIRST_PAUSE_MILLIS;
      this.onState("live");
      if (again) this.onReset();
      again = false;
    };
    source.onerror = () => this.#broken(source);
    for (const [name, handler] of this.#handlers) {
      source.addEventListener(name, (event) => deliver(handler, event.data));
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #broken(source) {
    this.onState("lost");
    if (source.readyState !== EventSource.CLOSED) return; // the browser is already trying again
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(true), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MILLIS);
  }
}

function deliver(handler, text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch (malformed) {
    console.warn("An event was not JSON and is left out", malformed);
    return;
  }
  handler(data);
}
