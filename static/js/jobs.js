// A moving job: asks how far it is and shows it; when it stops moving, the page is loaded anew.
// Without this file the page reloads itself every five seconds. Hook: [data-job="<progress url>"].
(function () {
  "use strict";

  const EVERY = 1500;
  const AFTER_FAILURE = 6000;
  const card = document.querySelector("[data-job]");
  if (!card) return;
  const bar = card.querySelector("progress");
  const text = card.querySelector("[data-job-text]");

  function show(job) {
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
    } else {
      bar.removeAttribute("value");
    }
    if (text.textContent !== job.text) text.textContent = job.text;
  }

  async function ask() {
    let wait = EVERY;
    try {
      const response = await fetch(card.dataset.job, { headers: { Accept: "application/json" } });
      // Signed out meanwhile, or no longer visible: the page itself knows what to say.
      if (response.redirected || response.status === 404) { location.reload(); return; }
      const job = await response.json();
      if (!job.moving) { location.reload(); return; }
      show(job);
    } catch (error) {
      wait = AFTER_FAILURE; // no network for a moment
    }
    setTimeout(ask, document.hidden ? AFTER_FAILURE : wait);
  }

  setTimeout(ask, EVERY);
}());
