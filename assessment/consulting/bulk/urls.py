"""Paths of files for many clients."""

from django.urls import path

from assessment.consulting.bulk.views import choosing, jobs

BASE = "practice/<slug:practice>/reports/"

urlpatterns = [
    path(BASE, choosing.bulk_reports, name="bulk_reports"),
    path(f"{BASE}<slug:key>/", jobs.bulk_job, name="bulk_job"),
    path(f"{BASE}<slug:key>/stop/", jobs.stop_bulk_job, name="stop_bulk_job"),
    path(f"{BASE}<slug:key>/retry/", jobs.retry_bulk_job, name="retry_bulk_job"),
    path(f"{BASE}<slug:key>/files.zip", jobs.bulk_zip, name="bulk_zip"),
    path(f"{BASE}<slug:key>/files/<slug:file>/", jobs.bulk_file, name="bulk_file"),
]
