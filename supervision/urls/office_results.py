"""Counting, publishing, correcting, giving feedback. Under /office/, namespace ``office``."""

from django.urls import path

from supervision.views import answers, publishing, results

urlpatterns = [
    path("evaluations/<int:pk>/count/", results.evaluation_count, name="evaluation_count"),
    path("evaluations/<int:pk>/result/", results.evaluation_result, name="evaluation_result"),
    path("evaluations/<int:pk>/report/", results.evaluation_report, name="evaluation_report"),
    path(
        "evaluations/<int:pk>/report.pdf",
        results.evaluation_report_pdf,
        name="evaluation_report_pdf",
    ),
    path("evaluations/<int:pk>/export/", results.evaluation_export, name="evaluation_export"),
    path(
        "evaluations/<int:pk>/count.json",
        results.evaluation_count_file,
        name="evaluation_count_file",
    ),
    path("evaluations/<int:pk>/publish/", publishing.evaluation_publish, name="evaluation_publish"),
    path(
        "evaluations/<int:pk>/unpublish/",
        publishing.evaluation_unpublish,
        name="evaluation_unpublish",
    ),
    path("evaluations/<int:pk>/correct/", publishing.evaluation_correct, name="evaluation_correct"),
    path(
        "evaluations/<int:pk>/reenter-paper/",
        publishing.evaluation_reenter_paper,
        name="evaluation_reenter_paper",
    ),
    path("evaluations/<int:pk>/finish/", publishing.evaluation_finish, name="evaluation_finish"),
    path("evaluations/<int:pk>/feedback/", answers.evaluation_feedback, name="evaluation_feedback"),
    path("objections/", answers.objections, name="objections"),
    path("objections/<int:pk>/", answers.objection_decide, name="objection_decide"),
]
