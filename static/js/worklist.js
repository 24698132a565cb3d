// The work list: a row opens beside the list when there is room; otherwise its link is a link.
// Hooks: [data-pane-wide="80em"] with an id, the pane; [data-row-open], the links of the rows;
//   button[data-needs-ticks], an act on ticked rows, at rest while none is ticked.
(function () {
  "use strict";

  // ---- acts wait for ticks, so that their keys can serve the matter beside the list ----
  function rest() {
    const none = !document.querySelector("[data-row] input[type=checkbox]:checked");
    document.querySelectorAll("[data-needs-ticks]").forEach((button) => { button.disabled = none; });
  }
  document.addEventListener("change", rest);
  window.addEventListener("pageshow", rest);
  rest();

  // ---- keys of acts on the row in focus, when no part of this page has them ----
  const ACTS = { r: "reply", t: "hand_over", e: "close_elsewhere", a: "assign", n: "note" };
  document.addEventListener("keydown", (event) => {
    const link = document.querySelector(".row-focus [data-row-open]");
    const typing = event.target.closest("textarea, select, [contenteditable], input:not([type=checkbox])");
    if (event.defaultPrevented || event.isComposing || !link || typing || !ACTS[event.key]) return;
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const off = document.querySelector("[data-keys-switch]:not(:checked)");
    if (!off) location.href = `${link.href}#act-${ACTS[event.key]}`;
  });

  // ---- the pane ----
  const pane = document.querySelector("[data-pane-wide]");
  if (!pane || !window.htmx) return;
  const wide = window.matchMedia(`(min-width: ${pane.dataset.paneWide})`);

  function show(link) {
    document.querySelectorAll("[data-row]").forEach((row) => row.classList.toggle("row-focus", row.contains(link)));
    window.htmx.ajax("GET", link.href, { target: pane, swap: "innerHTML show:none", select: "#main > .notice, #main > .matter" })
      .then(() => { pane.scrollTop = 0; });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-row-open]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!wide.matches || document.documentElement.classList.contains("care")) return;
    event.preventDefault();
    show(link);
  });

  // What the pane could not load (signed out, no network) opens as a page of its own.
  ["htmx:responseError", "htmx:sendError"].forEach((name) => pane.addEventListener(name, (event) => {
    location.href = event.detail.pathInfo.requestPath;
  }));
}());
