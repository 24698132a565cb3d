from django.urls import path

from jobs.views import imports, jobs
from yichang_renda.addresses import lists_of

app_name = "jobs"

urlpatterns = [
    *lists_of(app_name),
    path("<int:pk>/", jobs.job_detail, name="detail"),
    path("<int:pk>/progress/", jobs.job_progress, name="progress"),
    path("<int:pk>/confirm/", jobs.job_confirm, name="confirm"),
    path("<int:pk>/cancel/", jobs.job_cancel, name="cancel"),
    path("<int:pk>/download/", jobs.job_download, name="download"),
    path("<int:pk>/take/", jobs.job_take, name="take"),
    path("import/", imports.import_index, name="import_index"),
    path("import/<slug:slug>/", imports.import_start, name="import_start"),
    path("import/<slug:slug>/template/", imports.import_template, name="import_template"),
]
