"""Questions that programs ask about what hangs from a case, beside those of the pages (selectors)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from accounts import access, personal
from accounts.models import User
from audit.flow import Flow, Reason, Refused, Stale, day
from cases import selectors
from cases.flow import CASE_FLOW, CLUE_FLOW
from cases.models import (
    Case,
    Clue,
    Decision,
    Document,
    Indicator,
    IndicatorValue,
    Involvement,
    Objection,
    Obligation,
    Recommendation,
    Respondent,
    SiteCheck,
    Submission,
)


def obligations(*, by: User, at: datetime) -> QuerySet[Obligation]:
    """What must be put right, as far as this person may see it, with its figures."""
    rows = access.allowed(by, "obligation.view", Obligation, at=at)
    return rows.select_related("respondent__agency", "enterprise").prefetch_related("indicators__values")


def obligations_of(case_id: int, *, by: User, at: datetime) -> QuerySet[Obligation]:
    """What must be put right in one case; Unseen (404) for who may not see the case."""
    access.take(by, "case.view", Case, case_id, at=at)
    return obligations(by=by, at=at).filter(case=case_id)


def obligation(obligation_id: int, *, by: User, at: datetime) -> Obligation:
    """One of them, if the person may see it."""
    access.take(by, "obligation.view", Obligation, obligation_id, at=at)
    return obligations(by=by, at=at).get(pk=obligation_id)


def obligation_to_judge(obligation_id: int, *, by: User, at: datetime) -> Obligation:
    """One that the person may judge; 403 for who may only see it."""
    return access.take(by, "obligation.judge", Obligation, obligation_id, at=at)


def obligation_to_report(obligation_id: int, *, by: User, at: datetime) -> Obligation:
    """One on which the person may report; 403 for who may only see it."""
    return access.take(by, "obligation.submit", Obligation, obligation_id, at=at)


def indicator(indicator_id: int, *, by: User, at: datetime) -> Indicator:
    """A figure whose value the person may enter; 403 for who may only see it."""
    return access.take(by, "obligation.judge", Indicator, indicator_id, at=at)


def indicator_value(value_id: int, *, by: User, at: datetime) -> IndicatorValue:
    """A value that the person may put right; 403 for who may only see it."""
    return access.take(by, "obligation.judge", IndicatorValue, value_id, at=at)


def site_check(check_id: int, *, by: User, at: datetime) -> SiteCheck:
    """A look on the spot of which the person may register a clue; 403 for who may only see it."""
    return access.take(by, "site_check.enter", SiteCheck, check_id, at=at)


def site_checks(case_id: int, *, by: User, at: datetime) -> QuerySet[SiteCheck]:
    """The looks at one case that the person may see."""
    access.take(by, "case.view", Case, case_id, at=at)
    return SiteCheck.objects.filter(case=case_id).prefetch_related("people", "evidence__files")


def involvements(case_id: int, *, by: User, at: datetime) -> QuerySet[Involvement]:
    """The enterprises of one case that the person may see."""
    access.take(by, "case.view", Case, case_id, at=at)
    return Involvement.objects.filter(case=case_id).select_related("enterprise")


def submissions(*, by: User, at: datetime, obligation_id: int | None = None) -> QuerySet[Submission]:
    """The reports of agencies that this person may see; those on one obligation when asked."""
    rows = access.allowed(by, "submission.view", Submission, at=at)
    if obligation_id is not None:
        rows = rows.filter(obligation=access.take(by, "obligation.view", Obligation, obligation_id, at=at))
    rows = rows.select_related("obligation__respondent__agency", "written_by", "sent_by", "judged_by")
    rows = rows.prefetch_related("indicator_values__indicator", "evidence__files", "sharings")
    groups = access.agency_groups(by, day(at))
    own = Q(obligation__respondent__agency__group__in=groups)
    seen = ExpressionWrapper(own, BooleanField()) if groups else Value(True)
    return rows.annotate(verdict_seen=seen, of_agency=Value(bool(groups)))


def submission(submission_id: int, *, by: User, at: datetime) -> Submission:
    """One of them, if the person may see it."""
    access.take(by, "submission.view", Submission, submission_id, at=at)
    return submissions(by=by, at=at).get(pk=submission_id)


def submission_to_judge(submission_id: int, *, by: User, at: datetime) -> Submission:
    """One that waits for the person's verdict; 403 for who may only see it, 409 when it was judged."""
    found = access.take(by, "obligation.judge", Submission, submission_id, at=at)
    if found.state != "sent":
        raise Stale
    return found


def submission_to_share(submission_id: int, *, by: User, at: datetime) -> Submission:
    """One that the person may share with other agencies of the case; 403 for who may only see it."""
    return access.take(by, "submission.share", Submission, submission_id, at=at)


def objections(*, by: User, at: datetime) -> QuerySet[Objection]:
    """What agencies object to, as far as this person may see it; an agency's own."""
    rows = access.allowed(by, "respondent.view", Objection, at=at)
    return rows.select_related("respondent__agency", "written_by", "raised_by", "answered_by")


def objection(objection_id: int, *, by: User, at: datetime) -> Objection:
    """One of them, if the person may see it."""
    access.take(by, "respondent.view", Objection, objection_id, at=at)
    return objections(by=by, at=at).get(pk=objection_id)


def objection_to_answer(objection_id: int, *, by: User, at: datetime) -> Objection:
    """One that the person may answer; 403 for who may only see it, 409 when it was answered."""
    found = access.take(by, "objection.answer", Objection, objection_id, at=at)
    if found.state != "raised":
        raise Stale
    return found


def recommendations(*, by: User, at: datetime) -> QuerySet[Recommendation]:
    """The recommendations this person may see; an agency sees its own once it was served."""
    rows = access.allowed(by, "recommendation.view", Recommendation, at=at)
    return rows.select_related("respondent__agency", "document")


def recommendation(recommendation_id: int, *, by: User, at: datetime) -> Recommendation:
    """One of them, if the person may see it."""
    access.take(by, "recommendation.view", Recommendation, recommendation_id, at=at)
    return recommendations(by=by, at=at).get(pk=recommendation_id)


def respondent(respondent_id: int, action: str, *, by: User, at: datetime) -> Respondent:
    """One agency of a case, if the person may do that on it; 403 for who may only see it."""
    return access.take(by, action, Respondent, respondent_id, at=at)


def respondent_whole(respondent_id: int, *, by: User, at: datetime) -> Respondent:
    """One agency of a case with its clocks, papers and replies."""
    found = access.take(by, "respondent.view", Respondent, respondent_id, at=at)
    return selectors.respondents(found.case_id).get(pk=found.pk)


def documents(case_id: int, *, by: User, at: datetime) -> QuerySet[Document]:
    """The papers of a case the person may see, in the order of signing."""
    case = access.take(by, "case.view", Case, case_id, at=at)
    return Document.objects.filter(case=case).select_related("office").order_by("signed_on", "id")


def document(document_id: int, *, by: User, at: datetime) -> Document:
    """One paper: of a case or clue that the person may see, or the recommendation served on the person's agency."""
    papers = Document.objects.select_related("office", "case", "clue")
    served = access.allowed(by, "recommendation.view", Recommendation, at=at).filter(document=document_id)
    if served.exists():
        return papers.get(pk=document_id)
    access.take(by, "case.view", Document, document_id, at=at)
    return papers.get(pk=document_id)


def document_to_record(document_id: int, *, by: User, at: datetime) -> Document:
    """The paper that the person is about to record with the office above; 403 for who may only see its case."""
    found = access.take(by, "case.view", Document, document_id, at=at)
    access.take(by, "case.work", Case, found.case_id, at=at)
    return found


def decision(decision_id: int, *, by: User, at: datetime) -> Decision:
    """One request for a decision with the opinions given, if the person may see it."""
    access.take(by, "decision.view", Decision, decision_id, at=at)
    rows = selectors.decisions(by=by, at=at).prefetch_related("opinions__by", "opinions__acting_for")
    return rows.get(pk=decision_id)


def demand_register(*, by: User, at: datetime) -> None:
    """Let on only who may register clues; PermissionDenied for others."""
    if not access.holds(by, "clue.register", at=at):
        raise PermissionDenied("clue.register")


def giver(clue: Clue, *, by: User, at: datetime) -> dict[str, str | None]:
    """Who gave the clue and how to reach them, masked; None for a person who may see the clue but not that."""
    known = access.can(by, personal.GIVER, clue, at=at)
    return {name: personal.masked(clue, name) if known else None for name in ("giver", "giver_contact")}


def case_to_do(case_id: int, action: str, *, by: User, at: datetime) -> Case:
    """The case, if the person may do that on it; 403 for who may only see it."""
    access.take(by, action, Case, case_id, at=at)
    return selectors.case(case_id, by=by, at=at)


def case_to_move(case_id: int, name: str, *, version: int | None, by: User, at: datetime) -> Case:
    """The case, if the person may take that step on it now; refuses as the step itself would (404, 403, 412, 409)."""
    _check_named(CASE_FLOW, name)
    access.take(by, CASE_FLOW.named(name).action, Case, case_id, at=at)
    found = selectors.case(case_id, by=by, at=at)
    _check_open(CASE_FLOW, found, name, version=version, at=at)
    return found


def clue_to_move(clue_id: int, name: str, *, version: int | None, by: User, at: datetime) -> Clue:
    """The clue, if the person may take that step on it now; refuses like `case_to_move`."""
    _check_named(CLUE_FLOW, name)
    access.take(by, CLUE_FLOW.named(name).action, Clue, clue_id, at=at)
    found = selectors.clue(clue_id, by=by, at=at)
    _check_open(CLUE_FLOW, found, name, version=version, at=at)
    return found


def _check_named(flow: Flow, name: str) -> None:
    if name not in flow:
        raise access.Unseen


def _check_open(flow: Flow, row: Case | Clue, name: str, *, version: int | None, at: datetime) -> None:
    if version is not None and version != row.version:
        raise Stale
    move = flow.named(name)
    reasons: list[Reason] = flow.missing(row, move, day(at))
    if reasons:
        raise Refused(reasons)
