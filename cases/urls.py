"""Addresses of the pages about clues and decisions; the pages of a case span several apps and stand in desk."""

from django.urls import path

from cases.views import (
    classify,
    clues,
    commissions,
    deadlines,
    decisions,
    documents,
    instructions,
    orders,
    people,
    records,
    respondents,
    sitting,
    task_forces,
    why,
)

urlpatterns = [
    # ---- clues
    path("clues/", clues.clue_list, name="clues"),
    path("clues/new/", clues.clue_new, name="clue-new"),
    path("clues/<int:clue_id>/", clues.clue, name="clue"),
    path("clues/<int:clue_id>/moves/<slug:name>/", clues.clue_move, name="clue-move"),
    path("clues/<int:clue_id>/secrecy/", classify.classify, name="clue-classify"),
    # ---- decisions
    path("decisions/", decisions.inbox_page, name="decisions"),
    path("decisions/sitting/", sitting.sitting, name="sitting"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/approve/", decisions.approve, name="decision-approve"),
    path("decisions/<int:decision_id>/return/", decisions.send_back, name="decision-return"),
    path("decisions/<int:decision_id>/forward/", decisions.forward, name="decision-forward"),
    path("decisions/<int:decision_id>/withdraw/", decisions.withdraw, name="decision-withdraw"),
    # ---- written orders, and the page of all that passes between offices
    path("between/", orders.between, name="orders"),
    path("between/orders/<int:order_id>/", orders.order, name="order"),
    path("between/orders/<int:order_id>/receive/", orders.order_receive, name="order-receive"),
    path("between/orders/<int:order_id>/object/", orders.order_object, name="order-object"),
    path("between/orders/<int:order_id>/finish/", orders.order_finish, name="order-finish"),
    path("cases/<int:case_id>/orders/<slug:kind>/", orders.order_new, name="order-new"),
    path("clues/<int:clue_id>/orders/<slug:kind>/", orders.order_new, name="clue-order-new"),
    # ---- what goes upward, and sideways
    path("clues/<int:clue_id>/instruct/", instructions.ask, name="clue-instruct"),
    path("cases/<int:case_id>/instruct/", instructions.ask, name="case-instruct"),
    path("clues/<int:clue_id>/report/", instructions.report, name="clue-report"),
    path("cases/<int:case_id>/report/", instructions.report, name="case-report"),
    path("instructions/<int:instruction_id>/", instructions.instruction, name="instruction"),
    path("instructions/<int:instruction_id>/forward/", instructions.forward, name="instruction-forward"),
    path("instructions/<int:instruction_id>/answer/", instructions.answer, name="instruction-answer"),
    path("instructions/<int:instruction_id>/note/", instructions.note, name="instruction-note"),
    path("clues/<int:clue_id>/record-up/", records.record_clue, name="clue-record-up"),
    path("documents/<int:document_id>/record-up/", records.record_up, name="document-record-up"),
    path("records/<int:record_id>/receive/", records.receive, name="record-receive"),
    path("cases/<int:case_id>/commissions/", commissions.send, name="commission-new"),
    path("commissions/<int:commission_id>/", commissions.commission, name="commission"),
    path("commissions/<int:commission_id>/receive/", commissions.receive, name="commission-receive"),
    path("commissions/<int:commission_id>/decline/", commissions.decline, name="commission-decline"),
    # ---- clocks
    path("deadlines/<int:deadline_id>/extend/", deadlines.extend, name="deadline-extend"),
    path("cases/<int:case_id>/recheck/", deadlines.recheck, name="case-recheck"),
    # ---- what hangs from a case
    path("cases/<int:case_id>/members/", people.member, name="case-member"),
    path("members/<int:member_id>/end/", people.member_end, name="member-end"),
    path(
        "cases/<int:case_id>/task-forces/new/",
        orders.order_new,
        {"kind": "task_force"},
        name="task-force-new",
    ),
    path("task-forces/<int:task_force_id>/extend/", task_forces.extend, name="task-force-extend"),
    path("task-forces/<int:task_force_id>/end/", task_forces.end, name="task-force-end"),
    path("cases/<int:case_id>/handler/", people.handler, name="case-handler"),
    path("cases/<int:case_id>/secrecy/", classify.classify, name="case-classify"),
    path("cases/<int:case_id>/respondents/", respondents.name, name="case-respondent"),
    path("respondents/<int:respondent_id>/serve/<slug:kind>/", respondents.serve, name="respondent-serve"),
    path("respondents/<int:respondent_id>/reply/", respondents.reply, name="respondent-reply"),
    path("respondents/<int:respondent_id>/judge/", respondents.judge, name="respondent-judge"),
    path("cases/<int:case_id>/obligations/", respondents.obligation, name="case-obligation"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("cases/<int:case_id>/delivery/", documents.delivery, name="case-delivery"),
    path("cases/<int:case_id>/court/<slug:act>/", documents.court, name="case-court"),
    # ---- who may see what
    path("why/", why.why, name="why"),
    path("cases/<int:case_id>/who/", why.who, name="case-who"),
]
