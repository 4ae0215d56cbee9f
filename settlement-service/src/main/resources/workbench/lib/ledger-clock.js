// The ledger's time as the service tells it. Between two answers this page's own steady clock carries it on, so a wrong clock on this
// machine changes nothing; answers that differ by less than the way through the network may do not make it jump.
import { t } from "./i18n.js";

const TOLERANCE_MILLIS = 2_000;

/** Ledger time in milliseconds since 1970; `null` before the first answer. */
export class LedgerClock {
  #ahead = null;

  /** Takes the service's time of an answer that has just come. */
  take(at, steady = performance.now()) {
    const ahead = Date.parse(at) - steady;
    if (this.#ahead === null || Math.abs(ahead - this.#ahead) > TOLERANCE_MILLIS) this.#ahead = ahead;
  }

  now(steady = performance.now()) {
    return this.#ahead === null ? null : steady + this.#ahead;
  }
}

/** Time left as `12:04:09`, from a day on with the days before it; never below zero, and whole seconds begin full. */
export function countdown(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1_000));
  const two = (number) => String(number).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return days ? `${t("nDay", { n: days })} ${clock}` : clock;
}
