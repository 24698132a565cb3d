// The work list: a row opens beside the list when there is room; otherwise its link is a link.
// Hook: [data-pane-wide="80em"] with an id, the pane; [data-row-open], the links of the rows.
(function () {
  "use strict";

  const pane = document.querySelector("[data-pane-wide]");
  if (!pane || !window.htmx) return;
  const wide = window.matchMedia(`(min-width: ${pane.dataset.paneWide})`);

  function show(link) {
    document.querySelectorAll("[data-row]").forEach((row) => row.classList.toggle("row-focus", row.contains(link)));
    window.htmx.ajax("GET", link.href, { target: pane, swap: "innerHTML show:none", select: "#main > *" })
      .then(() => pane.scrollTo && pane.scrollTo(0, 0));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-row-open]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (!wide.matches || document.documentElement.classList.contains("care")) return;
    event.preventDefault();
    show(link);
  });

  // What the pane could not load (signed out, no network) opens as a page of its own.
  pane.addEventListener("htmx:responseError", (event) => { location.href = event.detail.pathInfo.requestPath; });
  pane.addEventListener("htmx:sendError", (event) => { location.href = event.detail.pathInfo.requestPath; });
}());
