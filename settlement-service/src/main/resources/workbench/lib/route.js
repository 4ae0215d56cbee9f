// The address is the state of a screen: filters and the opened item are in it, so a view can be sent to a colleague.

/** The address bar read as `{screen, params}`; an unknown or empty address is the overview. */
export function readRoute(screens, hash = location.hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
  const screen = screens.includes(path) ? path : screens[0];
  return { screen, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a screen; parameters that are empty are left out. */
export function linkTo(screen, params = {}) {
  const pairs = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const query = pairs.length ? "?" + new URLSearchParams(pairs) : "";
  return `#/${screen}${query}`;
}

/** Goes to a screen; `replace` leaves no step in the browser's history (for typing in a filter, moving in a list). */
export function go(screen, params = {}, replace = false) {
  const address = linkTo(screen, params);
  if (address === location.hash) return;
  if (replace) {
    history.replaceState(null, "", address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = address;
  }
}
