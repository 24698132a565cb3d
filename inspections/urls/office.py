"""Under /office/: inspections, what they found, the sheets they score with."""

from django.urls import path

from inspections.views import findings, inspections, sheets

urlpatterns = [
    path("stations/<int:pk>/inspect/", inspections.inspect, name="inspect"),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/delete/", inspections.delete_inspection, name="delete_inspection"),
    path("inspections/<int:pk>/photos/", inspections.add_photos, name="add_inspection_photos"),
    path("inspections/<int:pk>/findings/", findings.add_finding, name="add_finding"),
    path("inspections/photos/<int:pk>/", inspections.inspection_photo, name="inspection_photo"),
    path(
        "inspections/photos/<int:pk>/delete/",
        inspections.delete_inspection_photo,
        name="delete_inspection_photo",
    ),
    path("findings/", findings.findings, name="findings"),
    path("findings/<int:pk>/recheck/", findings.recheck_finding, name="recheck_finding"),
    path("sheets/", sheets.score_sheets, name="score_sheets"),
    path("sheets/add/", sheets.add_sheet, name="add_sheet"),
    path("sheets/<int:pk>/", sheets.score_sheet, name="score_sheet"),
    path("sheets/<int:pk>/edit/", sheets.edit_sheet, name="edit_sheet"),
    path("sheets/<int:pk>/stop/", sheets.stop_sheet, name="stop_sheet"),
    path("sheets/<int:pk>/results/", sheets.export_results, name="export_results"),
]
