"""Addresses of the pages about evidence."""

from django.urls import path

from evidence import views

urlpatterns = [
    path("cases/<int:case_id>/evidence/", views.shelf, name="case-evidence"),
    path("cases/<int:case_id>/evidence/new/", views.new, name="evidence-new"),
    path("commissions/<int:commission_id>/finish/", views.findings, name="commission-finish"),
    path("evidence/files/<int:file_id>/", views.download, name="evidence-file"),
    path("evidence/files/<int:file_id>/preview/", views.preview, name="evidence-preview"),
    path("evidence/files/<int:file_id>/preview/<int:page>/", views.preview_page, name="evidence-page"),
    path("evidence/<int:item_id>/verify/", views.verify, name="evidence-verify"),
]
