// Opens the print dialog of a slip once; the button beside it stays for a second try.
(function () {
  "use strict";

  const button = document.querySelector("[data-print-now]");
  if (button && !button.hidden) window.addEventListener("load", () => window.print(), { once: true });
}());
