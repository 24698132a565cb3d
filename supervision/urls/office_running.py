"""Preparing and running evaluations. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import electors, handed_in, rated, running, running_acts, tellers

HERE = "evaluations/<int:pk>/"

urlpatterns = [
    path("evaluations/", running.evaluations, name="evaluations"),
    path("evaluations/add/", running.add, name="evaluation_add"),
    path(HERE, running.evaluation, name="evaluation"),
    path(f"{HERE}turnout/", running.turnout, name="evaluation_turnout"),
    path(f"{HERE}edit/", running.edit, name="evaluation_edit"),
    # who is rated, who votes, who reports
    path(f"{HERE}subjects/", rated.subjects, name="evaluation_subjects"),
    path(f"{HERE}subjects/add/", rated.add_subjects, name="evaluation_add_subjects"),
    path(f"{HERE}subjects/order/", rated.order_subjects, name="evaluation_order_subjects"),
    path(f"{HERE}subjects/remove/", rated.remove_subject, name="evaluation_remove_subject"),
    path(
        f"{HERE}subjects/<int:subject_pk>/withdraw/",
        running_acts.withdraw,
        name="evaluation_withdraw_subject",
    ),
    path(f"{HERE}electors/", electors.electors, name="evaluation_electors"),
    path(
        f"{HERE}electors/propose/",
        electors.propose_electors,
        name="evaluation_propose_electors",
    ),
    path(f"{HERE}electors/add/", electors.add_elector, name="evaluation_add_elector"),
    path(
        f"{HERE}electors/remove/",
        electors.remove_elector,
        name="evaluation_remove_elector",
    ),
    path(
        f"{HERE}electors/<int:elector_pk>/recuse/",
        electors.recuse,
        name="evaluation_recuse",
    ),
    path(f"{HERE}electors/unrecuse/", electors.unrecuse, name="evaluation_unrecuse"),
    path(f"{HERE}reports/", handed_in.reports, name="evaluation_reports"),
    path(
        f"{HERE}reports/<int:subject_pk>/send-back/",
        handed_in.send_back_report,
        name="evaluation_send_back_report",
    ),
    # acts
    path(f"{HERE}approve/", running_acts.approve, name="evaluation_approve"),
    path(f"{HERE}open/", running_acts.open_evaluation, name="evaluation_open"),
    path(f"{HERE}remind/", running_acts.remind, name="evaluation_remind"),
    path(f"{HERE}prolong/", running_acts.prolong, name="evaluation_prolong"),
    path(f"{HERE}close/", running_acts.close, name="evaluation_close"),
    path(f"{HERE}cancel/", running_acts.cancel, name="evaluation_cancel"),
    # paper
    path(f"{HERE}paper/", tellers.teller, name="teller"),
    path(f"{HERE}paper/compare/", tellers.teller_compare, name="teller_compare"),
    path(f"{HERE}paper/take-back/", tellers.teller_take_back, name="teller_take_back"),
    path("paper-sheets/<int:pk>/void/", tellers.teller_void, name="teller_void"),
    path("paper-scans/<int:pk>/", tellers.teller_scan, name="teller_scan"),
]
