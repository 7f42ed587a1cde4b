"""URLs of the import of clients."""

from django.urls import path

from assessment.consulting.importing import views

BASE = "practice/<slug:practice>/import/"
ONE = f"{BASE}<int:key>/"

urlpatterns = [
    path(BASE, views.import_clients, name="import_clients"),
    path(f"{BASE}empty.csv", views.empty_list, name="empty_list_csv"),
    path(ONE, views.client_list, name="client_list"),
    path(f"{ONE}add/", views.add_list, name="add_list"),
    path(f"{ONE}drop/", views.drop_list, name="drop_list"),
    path(f"{ONE}take-back/", views.take_list_back, name="take_list_back"),
    path(f"{ONE}left-out.csv", views.left_out, name="left_out_csv"),
]
