// Copy and print buttons; hidden in the HTML, shown only where they can work.
//   button[data-copy="words"][hidden]       copies the words, says 「已复制」
//   button[data-copy-from="selector"]       copies the text (or value) of that element
//   button[data-print][hidden]              prints; stays hidden inside WeChat, which cannot print
(function () {
  "use strict";

  function copyByHand(words) {
    const area = document.createElement("textarea");
    area.value = words;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(words) {
    if (navigator.clipboard && window.isSecureContext) {
      try { await navigator.clipboard.writeText(words); return true; } catch (error) { /* refused: the old way below */ }
    }
    return copyByHand(words);
  }

  function wordsOf(button) {
    if (button.dataset.copy) return button.dataset.copy;
    const source = document.querySelector(button.dataset.copyFrom);
    return source ? (source.value || source.innerText).trim() : "";
  }

  document.querySelectorAll("[data-copy], [data-copy-from]").forEach((button) => {
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      const done = await copy(wordsOf(button));
      button.textContent = done ? "已复制" : "没有复制成，请长按文字复制";
      setTimeout(() => { button.textContent = label; }, 3000);
    });
  });

  if (window.print && !/MicroMessenger/i.test(navigator.userAgent)) {
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }
}());
