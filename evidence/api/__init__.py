"""Doors for programs: evidence and what comes in with files (items, uploads), whether it holds and what it proves (trust)."""

from django.urls import path

from evidence.api import drafts, items, trust, uploads

urlpatterns = [
    *uploads.urlpatterns,
    path("evidence/", items.Items.as_view(), name="api-evidence"),
    path("evidence/<int:item_id>/", items.item, name="api-evidence-item"),
    path("evidence/<int:item_id>/verify/", items.verify, name="api-evidence-verify"),
    path("evidence/<int:item_id>/proves/", trust.proves, name="api-evidence-proves"),
    path("evidence/files/<int:file_id>/custody/", trust.Links.as_view(), name="api-file-custody"),
    path("evidence/files/<int:file_id>/versions/", trust.version, name="api-file-version"),
    path("cases/<int:case_id>/evidence/", items.add, name="api-case-evidence"),
    path("cases/<int:case_id>/evidence/verify/", trust.verify_case, name="api-case-verify"),
    path("cases/<int:case_id>/proofs/", trust.proofs, name="api-case-proofs"),
    path("cases/<int:case_id>/proofs/<slug:element>/", trust.assess, name="api-case-proof"),
    path("cases/<int:case_id>/exports/", trust.Exports.as_view(), name="api-case-exports"),
    path(
        "obligations/<int:obligation_id>/submissions/",
        items.Reports.as_view(),
        name="api-obligation-submissions",
    ),
    path("commissions/<int:commission_id>/finish/", items.commission_finish, name="api-commission-finish"),
    path("respondents/<int:respondent_id>/reply/", items.reply, name="api-respondent-reply"),
    path("respondents/<int:respondent_id>/objections/", items.object_to, name="api-respondent-object"),
    path(
        "obligations/<int:obligation_id>/objections/",
        items.object_to_obligation,
        name="api-obligation-object",
    ),
    *drafts.urlpatterns,
]
