// The page of one matter, or the same beside the work list; it works without this file. Hooks:
//   form[data-draft-url]            its textarea is kept on the server, 5 s after the last change
//   [data-draft-status]             says when
//   a[data-canned][data-canned-for] puts the canned words into that textarea instead of reloading
//   [data-filter-box] > [data-filter-for="ids"]   narrows long selects while typing
(function () {
  "use strict";

  const WAIT = 5000;
  const MANY = 12; // options from which on a filter is worth its place

  function prepare(root) {
    root.querySelectorAll("form[data-draft-url]").forEach((form) => {
      const area = form.querySelector("textarea");
      const status = form.querySelector("[data-draft-status]");
      let saved = area.value;
      let timer = 0;

      async function save() {
        if (area.value === saved || form.dataset.sent) return;
        const text = area.value;
        const data = new FormData();
        data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        data.set("text", text);
        try {
          const answer = await fetch(form.dataset.draftUrl, {
            method: "POST", body: data, headers: { "X-Requested-With": "fetch" },
          });
          const said = await answer.json();
          if (answer.ok) saved = text;
          status.textContent = answer.ok ? `草稿 ${said.saved} 已存` : said.error;
        } catch (error) {
          status.textContent = "草稿暂时没有存上，内容还在本页，稍后会再试。";
        }
      }

      area.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(save, WAIT);
      });
      document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    });

    root.querySelectorAll("a[data-canned]").forEach((link) => {
      link.addEventListener("click", (event) => {
        const area = document.getElementById(link.dataset.cannedFor);
        if (!area) return;
        event.preventDefault();
        area.value = [area.value.trim(), link.dataset.canned].filter(Boolean).join("\n");
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
        const blank = area.value.indexOf("＿");
        if (blank >= 0) area.setSelectionRange(blank, blank + area.value.slice(blank).match(/^＿+/)[0].length);
      });
    });

    root.querySelectorAll("[data-filter-box]").forEach((box) => {
      const input = box.querySelector("[data-filter-for]");
      const selects = input.dataset.filterFor.split(" ").map((id) => document.getElementById(id));
      if (!selects[0] || selects[0].options.length < MANY) return;
      box.hidden = false;
      input.addEventListener("input", () => {
        const wanted = input.value.trim();
        selects.filter(Boolean).forEach((select) => {
          Array.from(select.options).forEach((option) => {
            const group = option.parentElement.label || "";
            option.hidden = Boolean(wanted) && option.value !== "" && !option.selected
              && !(group + option.text).includes(wanted);
          });
          select.querySelectorAll("optgroup").forEach((group) => {
            group.hidden = Array.from(group.children).every((option) => option.hidden);
          });
        });
      });
    });
  }

  // A link to one act, 「转联络员」 on a card for instance, opens it.
  function openAct() {
    const act = document.getElementById(location.hash.slice(1));
    if (!act) return;
    if (act.tagName === "DETAILS") act.open = true;
    act.scrollIntoView();
    const field = act.querySelector("textarea, select");
    if (field) field.focus({ preventScroll: true });
  }
  if (location.hash.startsWith("#act-")) openAct();

  prepare(document);
  // Beside the work list the page comes later.
  document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
}());
