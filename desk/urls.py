"""Addresses of the pages that span several apps. Each room appends its own lines in its own section."""

from django.urls import path

from desk.views import (
    cases,
    children,
    my_work,
    objections,
    obligations,
    portal,
    receipts,
    record,
    redraft,
    registers,
    site_checks,
    writing,
)

urlpatterns = [
    # ---- cases
    path("cases/", cases.case_list, name="cases"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    path("cases/<int:case_id>/moves/<slug:name>/", cases.move, name="case-move"),
    path("decisions/<int:decision_id>/redraft/", redraft.redraft, name="decision-redraft"),
    path("cases/<int:case_id>/children/", children.children, name="case-children"),
    path("cases/<int:case_id>/children/link/", children.link, name="case-link"),
    path("cases/<int:case_id>/unlink/", children.unlink, name="case-unlink"),
    # ---- my work
    path("", my_work.home, name="home"),
    # ---- the record, for audit administrators
    path("record/", record.record, name="record"),
    path("record/export/", record.export, name="record-export"),
    # ---- the registers
    path("agencies/<int:agency_id>/", registers.agency, name="agency"),
    path("enterprises/<int:enterprise_id>/", registers.enterprise, name="enterprise"),
    # ---- obligations
    path("cases/<int:case_id>/rectification/", obligations.board, name="case-rectification"),
    path("cases/<int:case_id>/checks/", site_checks.check, name="case-check"),
    path("checks/<int:check_id>/relapse/", site_checks.relapse, name="check-relapse"),
    path("indicators/<int:indicator_id>/values/", obligations.value, name="indicator-value"),
    path("values/<int:value_id>/correct/", obligations.correct, name="indicator-value-correct"),
    path("obligations/<int:obligation_id>/", obligations.obligation, name="obligation"),
    path("submissions/<int:submission_id>/judge/", obligations.judge, name="submission-judge"),
    path("obligations/<int:obligation_id>/reopen/", obligations.reopen, name="obligation-reopen"),
    path("submissions/<int:submission_id>/share/", obligations.share, name="submission-share"),
    path("objections/<int:objection_id>/", objections.objection, name="objection"),
    path("objections/<int:objection_id>/answer/", objections.answer, name="objection-answer"),
    # ---- receipts, for who sent and for who received
    path("receipts/submissions/<int:submission_id>/", receipts.submission, name="receipt-submission"),
    path("receipts/replies/<int:reply_id>/", receipts.reply, name="receipt-reply"),
    path("receipts/objections/<int:objection_id>/", receipts.objection, name="receipt-objection"),
    # ---- the agencies' portal
    path("portal/", portal.home, name="portal"),
    path("portal/obligations/<int:obligation_id>/", writing.obligation, name="portal-obligation"),
    path(
        "portal/obligations/<int:obligation_id>/object/", writing.object_to, name="portal-obligation-object"
    ),
    path("portal/respondents/<int:respondent_id>/reply/", writing.reply, name="portal-reply"),
    path("portal/respondents/<int:respondent_id>/object/", writing.object_to, name="portal-object"),
    path("portal/drafts/<int:draft_id>/", writing.draft, name="portal-draft"),
    path("portal/drafts/<int:draft_id>/<slug:act>/", writing.act, name="portal-draft-act"),
    path("portal/objections/<int:objection_id>/", portal.objection, name="portal-objection"),
    path("portal/shared/<int:submission_id>/", portal.shared, name="portal-shared"),
    path(
        "portal/recommendations/<int:recommendation_id>/",
        portal.recommendation,
        name="portal-recommendation",
    ),
]
