"""Pages of this app under /office/; each subject has a module of its own."""

from django.urls import include, path

from portal.office.views import answers, logs, overview, rules

urlpatterns = [
    path("", overview.overview_page, name="overview"),
    # logs
    path("phones/", logs.reveals, name="reveals"),
    path("log/", logs.audit, name="audit"),
    path("callbacks/", answers.callbacks, name="callbacks"),
    path("published/", answers.published, name="published"),
    # settings
    path("rules/", rules.rules, name="rules"),
    path("rules/edit/", rules.edit_rules, name="edit_rules"),
    # subjects
    path("", include("portal.office.urls_rollover")),
    path("", include("portal.office.urls_standards")),
    path("", include("portal.office.urls_entries")),
    path("", include("portal.office.urls_boards")),
]
