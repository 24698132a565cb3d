"""Pages under /office/, for staff of an area."""

from django.urls import path, re_path

from messages.views import (
    office,
    office_acts,
    office_answers,
    office_codes,
    office_cover,
    office_days,
    office_logs,
    office_people,
    office_places,
    office_rules,
)

PERSON = r"(?P<kind>representative|officer|department)/(?P<pk>[0-9]{1,9})"

app_name = "office"
urlpatterns = [
    path("", office.overview_page, name="overview"),
    # logs
    path("phones/", office_logs.reveals, name="reveals"),
    path("log/", office_logs.audit, name="audit"),
    path("callbacks/", office_answers.callbacks, name="callbacks"),
    path("published/", office_answers.published, name="published"),
    # settings
    path("days/", office_days.holidays, name="holidays"),
    path("days/add/", office_days.add_day, name="add_day"),
    path("days/<int:pk>/delete/", office_days.delete_day, name="delete_day"),
    path("days/<int:pk>/recompute/", office_days.recompute, name="recompute"),
    path("rules/", office_rules.rules, name="rules"),
    path("rules/edit/", office_rules.edit_rules, name="edit_rules"),
    # stations
    path("stations/", office_places.stations, name="stations"),
    path("stations/<int:pk>/", office_places.station, name="station"),
    path("stations/<int:pk>/cover/", office_cover.add_cover, name="add_cover"),
    path("covers/", office_cover.covers, name="cover"),
    path("covers/<int:pk>/end/", office_cover.end_cover, name="end_cover"),
    # people
    path("people/", office_people.people, name="people"),
    path("representatives/<int:pk>/", office_people.representative, name="representative"),
    path("officers/<int:pk>/", office_people.officer, name="officer"),
    path("departments/<int:pk>/", office_people.department, name="department"),
    re_path(rf"^people/{PERSON}/account/$", office_acts.open_person_account, name="open_account"),
    re_path(
        r"^people/(?P<kind>officer|department)/(?P<pk>[0-9]{1,9})/switch/$",
        office_acts.switch,
        name="switch",
    ),
    path(
        "departments/<int:pk>/members/<int:user_id>/remove/",
        office_acts.remove_department_member,
        name="remove_member",
    ),
    path("seats/<int:pk>/end/", office_acts.end_seat, name="end_seat"),
    path("seats/<int:pk>/suspend/", office_acts.suspend_seat, name="suspend_seat"),
    path("seats/<int:pk>/resume/", office_acts.resume_seat, name="resume_seat"),
    # codes
    re_path(
        r"^codes/for/(?P<kind>representative|officer|station)/(?P<pk>[0-9]{1,9})/$",
        office_codes.issue_code,
        name="issue_code",
    ),
    path("codes/<int:pk>/sheet/", office_codes.code_sheet, name="code_sheet"),
    path("codes/<int:pk>/revoke/", office_codes.revoke_code, name="revoke_code"),
    path("codes/<int:pk>/reissue/", office_codes.reissue_code, name="reissue_code"),
    path("codes/<int:pk>/repoint/", office_codes.repoint_code, name="repoint_code"),
]
