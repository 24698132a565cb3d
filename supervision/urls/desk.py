"""Pages of representatives and departments: report, result, mend. Namespace ``supervision``."""

from django.urls import path

from supervision.views import desk, my_results, reports

urlpatterns = [
    path("desk/evaluations/", desk.mine, name="mine"),
    path("desk/reports/<int:pk>/", reports.report, name="report"),
    path("desk/reports/<int:pk>/preview/", reports.report_preview, name="report_preview"),
    path("desk/reports/<int:pk>/submit/", reports.report_submit, name="report_submit"),
    path("desk/reports/<int:pk>/read/", reports.report_read, name="report_read"),
    path("desk/report-files/<int:pk>/", reports.report_file, name="report_file"),
    path(
        "desk/report-files/<int:pk>/delete/", reports.report_file_delete, name="report_file_delete"
    ),
    path("desk/results/<int:pk>/", my_results.my_result, name="my_result"),
    path("desk/results/<int:pk>/object/", my_results.object_to_result, name="object"),
    path("desk/rectifications/<int:pk>/", my_results.rectification, name="rectification"),
    path(
        "desk/rectifications/<int:pk>/note/",
        my_results.rectification_note,
        name="rectification_note",
    ),
    path(
        "desk/rectifications/<int:pk>/report/",
        my_results.rectification_report,
        name="rectification_report",
    ),
]
