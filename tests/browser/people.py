"""A person with a phone (or a desk): one browser of their own, who minds what pages report."""

import re

from django.urls import reverse

from tests.factories.accounts import PASSWORD

WIDTH = 375
# What every page of the site owes everybody: one heading, nothing that scrolls sideways.
LOOK = """() => ({
  headings: document.querySelectorAll('h1').length,
  width: document.documentElement.scrollWidth,
})"""


class Person:
    def __init__(self, browser, server, *, javascript=True, width=WIDTH):
        self.server, self.width = server, width
        self.context = browser.new_context(
            viewport={"width": width, "height": 812}, java_script_enabled=javascript, locale="zh-CN"
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        self.page.on("dialog", self._refuse)

    def _listen(self, line):
        # A refused form answers 4xx, which Chromium reports as an error of its own.
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.complaints.append(f"{self.page.url}: {line.text}")

    def _refuse(self, dialog):
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, where, *args):
        """An address, or the name of one; every page is looked at."""
        path = where if "/" in where else reverse(where, args=args)
        answer = self.page.goto(path if path.startswith("http") else self.server + path)
        assert answer.status < 400, (path, answer.status)
        return self.look()

    def look(self):
        self.page.wait_for_load_state()
        seen = self.page.evaluate(LOOK)
        assert (self.page.url, seen) == (self.page.url, {"headings": 1, "width": self.width})
        assert self.complaints == []
        return self.page

    def sign_in(self, user):
        self.open("account_login")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button.btn-primary")
        return self.look()

    def act(self, name, *, tick=None, choose=None, button=None, **words):
        """Fill and send the form of one act, unfolding it first where it is folded away."""
        form = self.page.locator(f"form[action$='/{name}/']").first
        folded = self.page.locator("details:not([open])").filter(has=form)
        for _ in range(folded.count()):
            folded.first.locator("summary").first.click()
        for field, text in words.items():
            form.locator(f"[name={field}]").fill(text)
        for field, value in (choose or {}).items():
            form.locator(f"select[name={field}]").select_option(value)
        for value in tick or ():
            form.locator(f"[value='{value}']").check()
        pressed = (
            form.locator(f"button[value={button}]") if button else form.locator("button").first
        )
        with self.page.expect_navigation():
            pressed.click()
        return self.look()

    def reads(self, words):
        assert words in self.page.inner_text("body")

    def file(self, path):
        """The bytes of something the page shows, fetched with this person's cookies."""
        answer = self.context.request.get(self.server + path)
        assert answer.status == 200, (path, answer.status)
        return answer.body()

    @property
    def code(self):
        """The twelve digits of the receipt."""
        return re.sub(r"\D", "", self.page.inner_text("#code"))

    def leave(self):
        assert self.complaints == []
        self.context.close()
