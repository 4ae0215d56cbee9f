// Runs before the first paint so that a chosen theme does not flash, and before the modules so that they know the language.
// Both choices are kept in this browser only.
(function () {
  "use strict";
  function stored(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (storageBlocked) {
      return null; // a browser that blocks storage follows the system's settings
    }
  }
  var theme = stored("clearing.theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
  var language = stored("clearing.language") || window.navigator.language || "en";
  var chinese = language.toLowerCase().indexOf("zh") === 0;
  document.documentElement.lang = chinese ? "zh-CN" : "en";
  var words = document.createElement("link");
  words.rel = "modulepreload";
  words.href = "words/" + (chinese ? "zh" : "en") + ".js";
  document.head.append(words);
})();
