"""Doors for programs: clues, cases, and what hangs from them."""

from django.urls import path

from cases.api import acts, clocks, decisions, lists, orders, personal, upward

urlpatterns = [
    path("clues/", lists.Clues.as_view(), name="api-clues"),
    path("clues/<int:clue_id>/", lists.clue, name="api-clue"),
    path("personal/unmask/", personal.unmask, name="api-unmask"),
    path("cases/", lists.Cases.as_view(), name="api-cases"),
    path("cases/<int:case_id>/documents/", lists.Documents.as_view(), name="api-case-documents"),
    path("cases/<int:case_id>/obligations/", acts.case_obligation, name="api-case-obligation"),
    path("cases/<int:case_id>/respondents/", acts.case_respondent, name="api-case-respondent"),
    path("cases/<int:case_id>/members/", acts.case_member, name="api-case-member"),
    path("cases/<int:case_id>/delivery/", acts.case_delivery, name="api-case-delivery"),
    path("documents/<int:document_id>/docx/", lists.document_docx, name="api-document-docx"),
    path("documents/<int:document_id>/pdf/", lists.document_pdf, name="api-document-pdf"),
    path("documents/<int:document_id>/record-up/", acts.document_record_up, name="api-document-record-up"),
    path("clues/<int:clue_id>/instructions/", upward.ask, name="api-clue-instruct"),
    path("cases/<int:case_id>/instructions/", upward.ask, name="api-case-instruct"),
    path("clues/<int:clue_id>/reports/", upward.report, name="api-clue-report"),
    path("cases/<int:case_id>/reports/", upward.report, name="api-case-report"),
    path("clues/<int:clue_id>/record-up/", upward.clue_record_up, name="api-clue-record-up"),
    path("cases/<int:case_id>/commissions/", upward.case_commission, name="api-case-commission"),
    path("instructions/", upward.Instructions.as_view(), name="api-instructions"),
    path("instructions/<int:instruction_id>/", upward.instruction, name="api-instruction"),
    path("instructions/<int:instruction_id>/forward/", upward.forward, name="api-instruction-forward"),
    path("instructions/<int:instruction_id>/answer/", upward.answer, name="api-instruction-answer"),
    path("instructions/<int:instruction_id>/note/", upward.note, name="api-instruction-note"),
    path("records/", upward.Records.as_view(), name="api-records"),
    path("records/<int:record_id>/receive/", upward.record_receive, name="api-record-receive"),
    path("commissions/", upward.Commissions.as_view(), name="api-commissions"),
    path("commissions/<int:commission_id>/", upward.commission, name="api-commission"),
    path(
        "commissions/<int:commission_id>/receive/", upward.commission_receive, name="api-commission-receive"
    ),
    path(
        "commissions/<int:commission_id>/decline/", upward.commission_decline, name="api-commission-decline"
    ),
    path("decisions/", lists.Decisions.as_view(), name="api-decisions"),
    path("decisions/<int:decision_id>/", lists.decision, name="api-decision"),
    path("decisions/<int:decision_id>/approve/", decisions.decision_approve, name="api-decision-approve"),
    path("decisions/<int:decision_id>/return/", decisions.decision_return, name="api-decision-return"),
    path("decisions/<int:decision_id>/forward/", decisions.decision_forward, name="api-decision-forward"),
    path("decisions/<int:decision_id>/withdraw/", decisions.decision_withdraw, name="api-decision-withdraw"),
    path(
        "deadlines/<int:deadline_id>/ask-extension/", clocks.ask_extension, name="api-deadline-ask-extension"
    ),
    path("cases/<int:case_id>/court/<slug:act>/", clocks.court, name="api-case-court"),
    path("cases/<int:case_id>/recheck/", clocks.recheck, name="api-case-recheck"),
    path("respondents/<int:respondent_id>/", acts.respondent, name="api-respondent"),
    path("respondents/<int:respondent_id>/serve/", acts.respondent_serve, name="api-respondent-serve"),
    path("respondents/<int:respondent_id>/judge/", acts.respondent_judge, name="api-respondent-judge"),
    path("recommendations/", lists.Recommendations.as_view(), name="api-recommendations"),
    path("recommendations/<int:recommendation_id>/", lists.recommendation, name="api-recommendation"),
    path("orders/", orders.Orders.as_view(), name="api-orders"),
    path("orders/<int:order_id>/", orders.order, name="api-order"),
    path("orders/<int:order_id>/receive/", orders.order_receive, name="api-order-receive"),
    path("orders/<int:order_id>/object/", orders.order_object, name="api-order-object"),
    path("orders/<int:order_id>/finish/", orders.order_finish, name="api-order-finish"),
    path("cases/<int:case_id>/orders/<slug:kind>/", orders.case_order, name="api-case-order"),
    path("clues/<int:clue_id>/orders/<slug:kind>/", orders.clue_order, name="api-clue-order"),
    path("obligations/", lists.Obligations.as_view(), name="api-obligations"),
    path("obligations/<int:obligation_id>/", lists.obligation, name="api-obligation"),
    path("obligations/<int:obligation_id>/reopen/", acts.obligation_reopen, name="api-obligation-reopen"),
    path("submissions/", lists.Submissions.as_view(), name="api-submissions"),
    path("submissions/<int:submission_id>/", lists.submission, name="api-submission"),
    path("submissions/<int:submission_id>/accept/", acts.submission_accept, name="api-submission-accept"),
    path("submissions/<int:submission_id>/return/", acts.submission_return, name="api-submission-return"),
]
