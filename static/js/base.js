// What every page may use; each page works without it. Hooks:
//   form[method=post]            a second tap within 10 s is swallowed (data-resubmit: allowed)
//   [data-counter-for="id"][data-max]   「12 / 1000 字」 under a textarea
//   form[data-keep="name"]       typed words outlive errors and time-outs, in this tab only
//   [data-kept-done]             on the page after success: forget them, remember this page
//   [data-sent-for="name"] a     shown when somebody goes back to a form already sent
//   [data-error-summary]         gets the focus
//   button[data-read-aloud="selector"][hidden]   reads that part aloud, where the browser can
(function () {
  "use strict";

  const store = {
    get(key) { try { return sessionStorage.getItem(key); } catch (error) { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch (error) { /* full or forbidden: only comfort is lost */ } },
    drop(key) { try { sessionStorage.removeItem(key); } catch (error) { /* as above */ } },
  };

  // ---- one submit per form ----
  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-held]").forEach((button) => {
      button.disabled = false;
      button.removeAttribute("data-held");
    });
  }

  function hold(form) {
    form.dataset.sent = "1";
    setTimeout(() => { // after the browser has read the pressed button's name and value
      form.querySelectorAll("button:not([type=button]), input[type=submit]").forEach((button) => {
        if (!button.disabled) {
          button.disabled = true;
          button.setAttribute("data-held", "");
        }
      });
    });
    setTimeout(() => release(form), 10000); // a download leaves the page where it is
  }

  function sayOffline(form) {
    let notice = form.querySelector("[data-offline]");
    if (!notice) {
      notice = document.createElement("p");
      notice.className = "notice notice-late";
      notice.dataset.offline = "";
      notice.setAttribute("role", "alert");
      form.append(notice);
    }
    notice.textContent = "现在没有网络，还没有送出。您写的内容仍在本页，连上网络后再提交一次。";
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (navigator.onLine === false) { event.preventDefault(); sayOffline(form); return; }
    if (form.dataset.keep) store.set("keep:last", form.dataset.keep);
    if (!form.hasAttribute("hx-post") && !form.hasAttribute("data-resubmit")) hold(form);
  });

  // ---- counter ----
  function count(field) {
    const counter = field.id && document.querySelector(`[data-counter-for="${CSS.escape(field.id)}"]`);
    if (!counter) return;
    const max = Number(counter.dataset.max);
    const used = Array.from(field.value).length;
    counter.textContent = used > max ? `${used} / ${max} 字，多了 ${used - max} 字` : `${used} / ${max} 字`;
    counter.classList.toggle("counter-over", used > max);
  }

  // ---- typed words, never the phone number ----
  const PRIVATE = /phone|tel|mobile|password|code|last4|token|secret/i;

  function keepable(form) {
    return Array.from(form.elements).filter((field) => field.name && !PRIVATE.test(field.name)
      && !field.hasAttribute("data-no-keep")
      && (field.tagName === "TEXTAREA" || (field.tagName === "INPUT" && field.type === "text")));
  }

  function save(form) {
    const words = {};
    keepable(form).forEach((field) => { if (field.value) words[field.name] = field.value; });
    store.set(`keep:${form.dataset.keep}`, JSON.stringify(words));
  }

  function restore(form) {
    const words = JSON.parse(store.get(`keep:${form.dataset.keep}`) || "{}");
    keepable(form).forEach((field) => {
      if (!field.value && words[field.name]) {
        field.value = words[field.name];
        const details = field.closest("details");
        if (details) details.open = true;
      }
    });
  }

  document.addEventListener("input", (event) => {
    count(event.target);
    const form = event.target.form;
    if (form && form.dataset.keep) save(form);
  });

  function rememberSuccess() {
    const name = store.get("keep:last");
    if (!name || !document.querySelector("[data-kept-done]")) return;
    store.drop(`keep:${name}`);
    store.drop("keep:last");
    store.set(`sent:${name}`, location.pathname);
  }

  function sayAlreadySent() {
    document.querySelectorAll("[data-sent-for]").forEach((notice) => {
      const page = store.get(`sent:${notice.dataset.sentFor}`);
      if (!page) return;
      notice.querySelector("a").href = page;
      notice.hidden = false;
    });
  }

  window.addEventListener("pageshow", (event) => {
    document.querySelectorAll("form").forEach(release);
    const [entry] = performance.getEntriesByType ? performance.getEntriesByType("navigation") : [];
    if (event.persisted || (entry && entry.type === "back_forward")) sayAlreadySent();
  });

  // ---- small manners ----
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // ---- reading aloud ----
  function readAloud(button) {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    const part = document.querySelector(button.dataset.readAloud);
    if (!part) return;
    const words = new SpeechSynthesisUtterance(part.innerText);
    const label = button.textContent;
    words.lang = "zh-CN";
    words.rate = 0.9;
    words.onend = words.onerror = () => { button.textContent = label; };
    button.textContent = "停止朗读";
    speechSynthesis.speak(words);
  }

  if ("speechSynthesis" in window && "SpeechSynthesisUtterance" in window) {
    document.querySelectorAll("[data-read-aloud]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => readAloud(button));
    });
    window.addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  function prepare(root) {
    root.querySelectorAll("form[data-keep]").forEach(restore);
    root.querySelectorAll("textarea").forEach(count);
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  rememberSuccess();
  prepare(document);
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
}());
