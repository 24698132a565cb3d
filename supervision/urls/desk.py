"""Pages of representatives and departments: report, result, mend. Namespace ``supervision``."""

from django.urls import path

from supervision.views import desk, reports

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
]
