"""Under /office/: representatives, officers, departments, their accounts, seats and codes."""

from django.urls import path, re_path

from portal.office.views import acts, codes, duty_reports, people, profile

urlpatterns = [
    # people
    path("people/", people.people, name="people"),
    path("representatives/<int:pk>/", people.representative, name="representative"),
    path("representatives/<int:pk>/profile/", profile.edit_profile, name="edit_profile"),
    path("representatives/<int:pk>/party/", duty_reports.set_party_member, name="party_member"),
    path("duty-reports/", duty_reports.duty_reports, name="duty_reports"),
    path(
        "representatives/<int:pk>/duty-reports/add/",
        duty_reports.add_duty_report,
        name="add_duty_report",
    ),
    path("duty-reports/<int:pk>/", duty_reports.edit_duty_report, name="edit_duty_report"),
    path(
        "duty-reports/<int:pk>/delete/",
        duty_reports.delete_duty_report,
        name="delete_duty_report",
    ),
    re_path(
        r"^people/(?P<kind>representative)/(?P<pk>[0-9]{1,9})/account/$",
        acts.open_account,
        name="open_account",
    ),
    path("seats/<int:pk>/end/", acts.end_seat, name="end_seat"),
    path("seats/<int:pk>/suspend/", acts.suspend_seat, name="suspend_seat"),
    path("seats/<int:pk>/resume/", acts.resume_seat, name="resume_seat"),
    # codes
    re_path(
        r"^codes/for/(?P<kind>representative|officer|station)/(?P<pk>[0-9]{1,9})/$",
        codes.issue_code,
        name="issue_code",
    ),
    path("codes/<int:pk>/revoke/", codes.revoke_code, name="revoke_code"),
    path("codes/<int:pk>/reissue/", codes.reissue_code, name="reissue_code"),
    path("codes/<int:pk>/repoint/", codes.repoint_code, name="repoint_code"),
]
