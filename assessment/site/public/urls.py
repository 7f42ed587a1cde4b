"""The paths of the public pages."""

from django.urls import path

from assessment.site.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sample/", views.sample, name="sample"),
    path("sample/report.pdf", views.sample_report, name="sample_report"),
    path("sample/trends/", views.sample_trends, name="sample_trends"),
    path("sample/<slug:dimension>/", views.sample_area, name="sample_area"),
    path("method/", views.method, name="method"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("components/", views.components, name="components"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
