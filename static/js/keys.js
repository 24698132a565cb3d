// Keyboard for staff lists; every key is also a button or link. Hooks:
//   [data-row]                     a row; j / k move, o opens its [data-row-open], x ticks its checkbox
//   [data-key="r"] [data-key-label="答复"]   pressed (or focused, if a text field) by its key; "g i" in a row
//   dialog[data-key-help]          ? shows it; its [data-key-list] (dl) is filled from the page
//   input[data-keys-switch]        switches single keys off and on (WCAG 2.1.4), kept in this browser
//   input[data-select-all], [data-selected-count]   ticks all rows, shows how many
// Silent while somebody types or composes Chinese, and with Ctrl, Alt or Meta.
(function () {
  "use strict";

  const WAIT = 1200; // ms between the two keys of "g i"
  let pending = "";
  let pendingSince = 0;

  function isOff() { try { return localStorage.getItem("keys") === "off"; } catch (error) { return false; } }
  function isTyping(target) {
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
      || (target.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(target.type));
  }
  function rows() { return Array.from(document.querySelectorAll("[data-row]")); }
  function current() { return document.querySelector(".row-focus"); }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("row-focus", row === next));
    const link = next.querySelector("[data-row-open]");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function tick() {
    const box = current() && current().querySelector("input[type=checkbox]");
    if (box) box.click();
  }

  function open() {
    const link = current() && current().querySelector("[data-row-open]");
    if (link) link.click();
  }

  function help() {
    const dialog = document.querySelector("dialog[data-key-help]");
    if (!dialog || !dialog.showModal) return;
    const list = dialog.querySelector("[data-key-list]");
    list.replaceChildren();
    const fixed = rows().length ? [["j / k", "下一条、上一条"], ["o", "打开"], ["x", "勾选"]] : [];
    const found = Array.from(document.querySelectorAll("[data-key][data-key-label]"))
      .map((part) => [part.dataset.key, part.dataset.keyLabel]);
    fixed.concat(found, [["?", "显示这张表"]]).forEach(([key, label]) => {
      const term = document.createElement("dt");
      const cap = document.createElement("kbd");
      const words = document.createElement("dd");
      cap.textContent = key;
      words.textContent = label;
      term.append(cap);
      list.append(term, words);
    });
    dialog.showModal();
  }

  function press(key) {
    const all = Array.from(document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`));
    const part = all.find((found) => !found.disabled);
    if (!part) return false;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(part.tagName) && !/^(checkbox|radio)$/.test(part.type)) part.focus();
    else part.click();
    const opened = part.tagName === "SUMMARY" && part.parentElement.open && part.parentElement;
    const field = opened && opened.querySelector("textarea, select, input:not([type=hidden])");
    if (field) field.focus();
    return true;
  }

  const OWN = { j: () => move(1), k: () => move(-1), o: open, x: tick, "?": help };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || isOff()) return;
    if (document.querySelector("dialog[open]")) return;
    const pair = Date.now() - pendingSince < WAIT ? `${pending} ${event.key}` : "";
    pending = event.key;
    pendingSince = Date.now();
    if (pair && press(pair)) { pending = ""; event.preventDefault(); return; }
    if (OWN[event.key]) { OWN[event.key](); event.preventDefault(); return; }
    if (press(event.key)) event.preventDefault();
  });

  // ---- ticking rows ----
  function boxes() { return rows().map((row) => row.querySelector("input[type=checkbox]")).filter(Boolean); }
  function showCount() {
    const ticked = boxes().filter((box) => box.checked).length;
    document.querySelectorAll("[data-selected-count]").forEach((part) => { part.textContent = ticked; });
    boxes().forEach((box) => box.closest("[data-row]").classList.toggle("row-chosen", box.checked));
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) {
      boxes().forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-keys-switch]")) {
      try { localStorage.setItem("keys", event.target.checked ? "on" : "off"); } catch (error) { /* forbidden: keys stay on */ }
    }
    showCount();
  });

  document.querySelectorAll("[data-keys-switch]").forEach((box) => { box.checked = !isOff(); });
  document.querySelectorAll("[data-open-key-help]").forEach((button) => { button.hidden = false; button.addEventListener("click", help); });
  window.addEventListener("pageshow", showCount);
}());
