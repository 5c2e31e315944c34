"""Addresses of the pages about evidence."""

from django.urls import path

from evidence.views import board, exports, files, held, shelf

urlpatterns = [
    path("cases/<int:case_id>/evidence/", shelf.shelf, name="case-evidence"),
    path("cases/<int:case_id>/evidence/new/", shelf.new, name="evidence-new"),
    path("cases/<int:case_id>/evidence/verify/", shelf.verify_case, name="case-verify"),
    path("cases/<int:case_id>/evidence/exports/", exports.exports, name="case-exports"),
    path("cases/<int:case_id>/evidence/exports/new/", exports.new, name="export-new"),
    path("cases/<int:case_id>/litigability/", board.board, name="litigability"),
    path("cases/<int:case_id>/litigability/<str:element>/", board.assess, name="litigability-assess"),
    path("commissions/<int:commission_id>/finish/", shelf.findings, name="commission-finish"),
    path("evidence/files/<int:file_id>/", files.download, name="evidence-file"),
    path("evidence/files/<int:file_id>/preview/", files.preview, name="evidence-preview"),
    path("evidence/files/<int:file_id>/preview/<int:page>/", files.preview_page, name="evidence-page"),
    path("evidence/files/<int:file_id>/replace/", files.replace, name="evidence-replace"),
    path("portal/files/<uuid:held_id>/", held.download, name="draft-file"),
    path("portal/files/<uuid:held_id>/preview/", held.preview, name="draft-file-preview"),
    path("portal/files/<uuid:held_id>/preview/<int:page>/", held.preview_page, name="draft-file-page"),
    path("evidence/exports/<int:export_id>/", exports.archive, name="export-archive"),
    path("evidence/signing-key/", exports.signing_key, name="signing-key"),
    path("evidence/<int:item_id>/verify/", shelf.verify, name="evidence-verify"),
    path("evidence/<int:item_id>/proves/", shelf.proves, name="evidence-proves"),
]
