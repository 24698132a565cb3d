// 关怀版: read a part of the page aloud, where the browser can.
//   button[data-read-aloud="selector"][hidden]   reads the text of the first element that matches
(function () {
  "use strict";
  if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;

  function speak(button) {
    const part = document.querySelector(button.dataset.readAloud);
    if (!part) return;
    const words = new SpeechSynthesisUtterance(part.innerText);
    words.lang = "zh-CN";
    words.rate = 0.9;
    words.onend = () => { button.textContent = "读给我听"; };
    button.textContent = "停止朗读";
    speechSynthesis.speak(words);
  }

  document.querySelectorAll("[data-read-aloud]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (speechSynthesis.speaking) speechSynthesis.cancel();
      else speak(button);
    });
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}());
