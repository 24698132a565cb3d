"""Pages under /office/, for staff of an area."""

from django.urls import path

from messages.views import office, office_days, office_logs, office_rules

app_name = "office"
urlpatterns = [
    path("", office.overview_page, name="overview"),
    path("phones/", office_logs.reveals, name="reveals"),
    path("log/", office_logs.audit, name="audit"),
    path("days/", office_days.holidays, name="holidays"),
    path("days/add/", office_days.add_day, name="add_day"),
    path("days/<int:pk>/delete/", office_days.delete_day, name="delete_day"),
    path("days/<int:pk>/recompute/", office_days.recompute, name="recompute"),
    path("rules/", office_rules.rules, name="rules"),
    path("rules/edit/", office_rules.edit_rules, name="edit_rules"),
]
