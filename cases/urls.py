"""Addresses of the pages about clues and decisions; the pages of a case span several apps and stand in desk."""

from django.urls import path

from cases.views import clues, deadlines, decisions, documents, orders, people, respondents

urlpatterns = [
    # ---- clues
    path("clues/", clues.clue_list, name="clues"),
    path("clues/new/", clues.clue_new, name="clue-new"),
    path("clues/<int:clue_id>/", clues.clue, name="clue"),
    path("clues/<int:clue_id>/moves/<slug:name>/", clues.clue_move, name="clue-move"),
    path("clues/<int:clue_id>/instruct/", clues.clue_instruct, name="clue-instruct"),
    path("instructions/<int:instruction_id>/answer/", clues.instruction_answer, name="instruction-answer"),
    # ---- decisions
    path("decisions/", decisions.inbox, name="decisions"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/approve/", decisions.approve, name="decision-approve"),
    path("decisions/<int:decision_id>/return/", decisions.send_back, name="decision-return"),
    path("decisions/<int:decision_id>/withdraw/", decisions.withdraw, name="decision-withdraw"),
    # ---- written orders, and the page of all that passes between offices
    path("between/", orders.between, name="orders"),
    path("between/orders/<int:order_id>/", orders.order, name="order"),
    path("between/orders/<int:order_id>/receive/", orders.order_receive, name="order-receive"),
    path("between/orders/<int:order_id>/object/", orders.order_object, name="order-object"),
    path("between/orders/<int:order_id>/finish/", orders.order_finish, name="order-finish"),
    path("cases/<int:case_id>/orders/<slug:kind>/", orders.order_new, name="order-new"),
    path("clues/<int:clue_id>/orders/<slug:kind>/", orders.order_new, name="clue-order-new"),
    # ---- clocks
    path("deadlines/<int:deadline_id>/extend/", deadlines.extend, name="deadline-extend"),
    path("cases/<int:case_id>/recheck/", deadlines.recheck, name="case-recheck"),
    # ---- what hangs from a case
    path("cases/<int:case_id>/members/", people.member, name="case-member"),
    path("members/<int:member_id>/end/", people.member_end, name="member-end"),
    path("cases/<int:case_id>/handler/", people.handler, name="case-handler"),
    path("cases/<int:case_id>/respondents/", respondents.name, name="case-respondent"),
    path("respondents/<int:respondent_id>/serve/<slug:kind>/", respondents.serve, name="respondent-serve"),
    path("respondents/<int:respondent_id>/reply/", respondents.reply, name="respondent-reply"),
    path("respondents/<int:respondent_id>/judge/", respondents.judge, name="respondent-judge"),
    path("cases/<int:case_id>/obligations/", respondents.obligation, name="case-obligation"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/record-up/", documents.record_up, name="document-record-up"),
    path("cases/<int:case_id>/delivery/", documents.delivery, name="case-delivery"),
    path("cases/<int:case_id>/court/<slug:act>/", documents.court, name="case-court"),
]
