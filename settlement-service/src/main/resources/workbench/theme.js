// Runs before the first paint so that a chosen theme does not flash; the choice is kept in this browser only.
(function () {
  "use strict";
  var chosen = null;
  try {
    chosen = window.localStorage.getItem("clearing.theme");
  } catch (storageBlocked) {
    chosen = null; // a browser that blocks storage follows the system's setting
  }
  if (chosen === "light" || chosen === "dark") {
    document.documentElement.dataset.theme = chosen;
  }
})();
