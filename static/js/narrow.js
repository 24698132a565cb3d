// Lists that fill each other: choosing in one loads the next. Without this file a button does it.
//   select[data-narrow]   on change, the lists after it in the form are cleared and the form is sent
(function () {
  "use strict";

  document.querySelectorAll("select[data-narrow]").forEach((select) => {
    select.addEventListener("change", () => {
      const lists = Array.from(select.form.querySelectorAll("select[data-narrow]"));
      lists.slice(lists.indexOf(select) + 1).forEach((list) => { list.disabled = true; });
      select.form.submit();
    });
  });
  // Back: a list that was cleared must be there again, with what the address says.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}());
