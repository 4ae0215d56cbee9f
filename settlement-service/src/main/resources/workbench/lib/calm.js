// Events can come many times a second; what they cause is done at once and then at most once in a rest.

/** A function that runs `action` now when it has rested, and once at the end of the rest when asked again meanwhile. */
export function calm(restMillis, action) {
  let last = -Infinity;
  let timer = null;
  const run = () => {
    timer = null;
    last = performance.now();
    action();
  };
  const ask = () => {
    if (timer !== null) return;
    const due = last + restMillis - performance.now();
    if (due <= 0) run();
    else timer = setTimeout(run, due);
  };
  /** Forgets what is still to be done. */
  ask.stop = () => {
    clearTimeout(timer);
    timer = null;
  };
  return ask;
}
