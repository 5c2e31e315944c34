"""What every address of the site needs. A lawyer reads one line for each; tests/access/test_every_url.py holds the site to it.

see     it is only looked at: this action (accounts/policy.py) on the row that the address names
do      a form is opened and sent, for that action on the row
act     it is only sent
Where no row is named, a post that carries the action lets in: seen_by, done_by, sent_by. Some are for everybody who
has logged in: for_all. Who may see a row and not act on it gets 403, who may not see it 404. `of` names another row than
the last one in the address; `yet` says who else is turned away, or let in, by name and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

GET, POST = "GET", "POST"
BOTH = (GET, POST)


@dataclass(frozen=True)
class Need:
    """What one address needs."""

    methods: tuple[str, ...]
    actions: tuple[str, ...] = ()
    on_row: bool = False
    of: str = ""
    yet: Mapping[str, int] | None = None
    side: str = ""


def see(*actions: str, of: str = "", **yet: int) -> Need:
    return Need((GET,), actions, True, of, yet)


def do(*actions: str, of: str = "", **yet: int) -> Need:
    return Need(BOTH, actions, True, of, yet)


def act(*actions: str, of: str = "", **yet: int) -> Need:
    return Need((POST,), actions, True, of, yet)


def seen_by(*actions: str, **yet: int) -> Need:
    return Need((GET,), actions, yet=yet)


def done_by(*actions: str, **yet: int) -> Need:
    return Need(BOTH, actions, yet=yet)


def sent_by(*actions: str, **yet: int) -> Need:
    return Need((POST,), actions, yet=yet)


def for_all(*methods: str, **yet: int) -> Need:
    return Need(methods, yet=yet)


def house(need: Need) -> Need:
    """A page of procuratorates; agencies' people have their own (404)."""
    return replace(need, side="house")


def agency(need: Need) -> Need:
    """A page of the agencies' portal; the people of procuratorates have their own (404)."""
    return replace(need, side="agency")


# A task force is ended and lengthened by the chief of its lead or of the office that ordered it.
ITS_LEAD = {"jinhua_chief": 403, "spp_chief": 403}
# The question waits at the office above: nobody else answers it, however high.
AT_JINHUA = {"yiwu_chief": 403, "zhejiang_chief": 403, "spp_chief": 403}
# An order comes from an office above, or is handed down by the own one; chiefs sign it and do not draft it.
FROM_ABOVE = {"jinhua_head": 200}
# Who registers no clues is told so, agencies too: there is no row to hide.
TOLD_SO = {"yiwu_post_liaison": 403, "yiwu_post_leader": 403, "yiwu_samr_liaison": 403}

# An archive is fetched by who made it, and by nobody else who may make one.
TAKEN_BY_ANOTHER = {"yiwu_head": 403, "yiwu_casemgr": 403}
# What an agency sent itself is not shared with it.
NOT_ITS_OWN = {"yiwu_post_liaison": 404, "yiwu_post_leader": 404}

# Nobody of the matrix opened the link of an invitation before.
NO_INVITATION = dict.fromkeys((
    "yiwu_handler", "yiwu_assistant", "yiwu_clerk", "yiwu_head", "yiwu_chief", "yiwu_casemgr", "yiwu_sysadmin",
    "yiwu_secadmin", "yiwu_auditor", "second_handler", "former_handler", "jinhua_head", "jinhua_chief", "zhejiang_chief",
    "spp_chief", "spp_casemgr", "dongyang_handler", "jiangsu_chief", "yuyao_clerk", "yiwu_post_liaison",
    "yiwu_post_leader", "yiwu_samr_liaison",
), 404)  # fmt: skip

# fmt: off
PAGES: dict[str, Need] = {
    # the desk
    "home":                     for_all(GET),
    "notices":                  for_all(GET),
    "notices-read":             for_all(POST),
    "notice-open":              act("notice.own"),
    "chase-settings":           for_all(*BOTH),
    "password":                 for_all(*BOTH),
    "second-factor":            for_all(*BOTH),
    "second-factor-codes":      for_all(GET),
    "policy":                   seen_by("policy.view"),
    "personal-data":            seen_by("policy.view"),
    "why":                      seen_by("policy.view"),

    # clues
    "clues":                    seen_by("clue.view"),
    "clue":                     see("clue.view"),
    "clue-new":                 done_by("clue.register"),
    "clue-move":                do("clue.evaluate"),
    "clue-instruct":            do("clue.instruct"),
    "clue-report":              do("clue.instruct"),
    "clue-record-up":           do("clue.instruct"),
    "clue-order-new":           do("order.draft", **FROM_ABOVE),
    "clue-classify":            do("clue.classify"),
    "unmask":                   do("clue.unmask", of="row_id"),  # a text of a clue; of a case it is case.unmask

    # cases
    "cases":                    seen_by("case.view"),
    "case":                     see("case.view"),
    "case-move":                do("case.advance"),
    "case-handler":             do("case.assign"),
    "case-classify":            do("case.classify"),
    "case-member":              do("case.assign", "case.call_up"),
    "member-end":               do("case.assign", "case.call_up", of="case_id"),
    "case-who":                 see("case.advance", "case.assign"),
    "case-children":            see("case.view"),
    "case-link":                do("case.advance", yiwu_head=200, yiwu_chief=200),  # 409 with the reason, from above only
    "case-unlink":              do("case.advance", yiwu_handler=403),  # only from above, where there is a case above
    "case-delivery":            do("case.work"),
    "case-court":               do("case.work"),
    "case-recheck":             do("case.work"),
    "case-respondent":          do("case.work"),
    "case-obligation":          do("obligation.set"),
    "case-enterprise":          do("case.work"),
    "enterprise-release":       do("case.work"),
    "case-evidence":            see("case.view"),
    "case-instruct":            do("case.advance"),
    "case-report":              do("case.advance"),
    "evidence-new":             do("evidence.add"),
    "evidence-verify":          act("evidence.view"),
    "evidence-proves":          do("evidence.prove"),
    "evidence-replace":         do("evidence.add"),
    "case-verify":              act("evidence.view"),
    "case-exports":             see("evidence.export"),
    "export-new":               do("evidence.export"),
    "export-archive":           see("evidence.export", **TAKEN_BY_ANOTHER),
    "signing-key":              for_all(GET),
    "litigability":             see("case.view"),
    "litigability-assess":      do("evidence.prove"),
    "evidence-file":            see("evidence.view"),
    "evidence-preview":         see("evidence.view"),
    "evidence-page":            see("evidence.view"),
    "document":                 see("case.view"),
    "document-record-up":       do("case.work", of="case_id"),
    "respondent-serve":         do("respondent.serve"),
    "respondent-reply":         house(do("respondent.reply")),
    "respondent-judge":         do("respondent.judge"),
    "case-rectification":       see("case.view"),
    "case-check":               do("site_check.enter"),
    "check-relapse":            do("site_check.enter"),
    "indicator-value":          do("obligation.judge"),
    "indicator-value-correct":  do("obligation.judge"),
    "case-duties":              see("case.view"),
    "duty-matter-new":          do("duty.enter"),
    "duty-matter-drop":         do("duty.enter"),
    "duty-share":               do("duty.enter"),
    "duty-share-drop":          do("duty.enter"),
    "duty-settle":              do("duty.settle"),
    "duty-reopen":              do("duty.settle"),
    "obligation":               house(see("obligation.view")),
    "obligation-reopen":        do("obligation.judge"),
    "submission-judge":         do("obligation.judge"),
    "submission-share":         do("submission.share"),
    "objection":                house(see("respondent.view")),
    "objection-answer":         house(do("objection.answer")),
    "receipt-submission":       see("submission.view"),
    "receipt-reply":            see("respondent.view"),
    "receipt-objection":        see("respondent.view"),
    "consultation":             house(see("consultation.view")),
    "consultation-conclude":    house(do("consultation.run")),
    "hearing":                  see("hearing.view"),
    "hearing-notice":           do("hearing.run"),
    "hearing-postpone":         do("hearing.run"),
    "hearing-conclude":         do("hearing.run"),

    # decisions
    "decisions":                seen_by("decision.view"),
    "decision":                 see("decision.view"),
    "decision-approve":         act("decision.view"),
    "decision-return":          act("decision.view"),
    "decision-forward":         act("decision.view"),
    "decision-withdraw":        act("decision.withdraw"),
    "decision-redraft":         do("decision.redraft"),
    "sitting":                  done_by("decision.head", "decision.chief", "decision.committee", "decision.upper", "decision.province"),
    "delegations":              seen_by("decision.view", "post.edit"),
    "delegation-new":           done_by("post.delegate"),
    "delegation-end":           act("post.edit", yiwu_head=200),  # by who gave it as well

    # between offices
    "orders":                   seen_by("order.view"),
    "order":                    see("order.view"),
    "order-new":                do("order.draft", **FROM_ABOVE),
    "order-receive":            do("order.receive"),
    "order-object":             do("order.receive"),
    "order-finish":             do("order.receive"),
    "task-force-new":           do("order.draft", **FROM_ABOVE),
    "task-force-end":           do("case.call_up", of="case_id", **ITS_LEAD),
    "task-force-extend":        do("case.call_up", of="case_id", **ITS_LEAD),
    "instruction":              see("clue.view"),
    "instruction-answer":       do("case.answer", **AT_JINHUA),
    "instruction-forward":      do("case.answer", **AT_JINHUA),
    "instruction-note":         do("case.answer", **AT_JINHUA),
    "commission":               see("commission.view"),
    "commission-new":           do("case.advance"),
    "commission-receive":       do("commission.do"),
    "commission-decline":       do("commission.do"),
    "commission-finish":        do("commission.do"),
    "record-receive":           do("record_up.receive"),

    # clocks
    "deadlines":                seen_by("deadline.view"),
    "deadlines-month":          seen_by("deadline.view"),
    "deadline":                 see("deadline.view"),
    "deadline-extend":          do("case.advance", of="case_id"),
    "deadline-exclude":         do("deadline.keep"),
    "deadline-go-on":           do("deadline.keep"),
    "deadline-correct":         do("deadline.keep"),
    "deadline-court-extension": do("deadline.keep"),
    "holidays":                 seen_by("calendar.view"),
    "holidays-enter":           done_by("calendar.edit"),
    "holidays-template":        seen_by("calendar.edit"),

    # agencies
    "portal":                   agency(for_all(GET)),
    "portal-obligation":        agency(do("obligation.submit")),
    "portal-recommendation":    agency(see("recommendation.view")),
    "portal-reply":             agency(do("respondent.reply")),
    "portal-object":            agency(do("objection.raise")),
    "portal-obligation-object": agency(do("objection.raise", of="respondent_id")),
    "portal-draft":             agency(see("draft.view")),
    "portal-draft-act":         agency(do("draft.confirm")),  # giving it back; the other acts are the liaison's as well
    "draft-file":               agency(see("draft.view")),
    "draft-file-preview":       agency(see("draft.view")),
    "draft-file-page":          agency(see("draft.view")),
    "portal-objection":         agency(see("respondent.view")),
    "portal-shared":            agency(see("submission.view", **NOT_ITS_OWN)),

    # the registers
    "agencies":                 house(seen_by("agency.view")),
    "agency":                   house(see("agency.view")),
    "agency-matrix":            house(seen_by("agency.view")),
    "agency-new":               done_by("agency.edit"),
    "agency-edit":              do("agency.edit"),
    "agency-duty-new":          do("agency.edit"),
    "agency-duty-edit":         do("agency.edit"),
    "agency-duty-remove":       do("agency.edit"),
    "agency-invite":            do("agency.invite"),
    "agency-invited":           see("agency.invite"),
    "agency-post-end":          do("agency.invite"),
    "invitation-revoke":        act("agency.invite"),
    "invitation-join":          for_all(POST, **NO_INVITATION),
    "enterprises":              seen_by("enterprise.view"),
    "enterprise":               see("enterprise.view"),
    "enterprise-new":           done_by("enterprise.edit"),
    "enterprise-edit":          do("enterprise.edit"),
    "incident-new":             do("enterprise.edit"),
    "associations":             seen_by("enterprise.view"),
    "association":              see("enterprise.view"),
    "association-new":          done_by("enterprise.edit"),
    "association-edit":         do("enterprise.edit"),

    # offices, people, the record
    "offices":                  seen_by("office.view"),
    "office":                   seen_by("office.view"),
    "office-suggest":           seen_by("office.view"),
    "office-edit":              done_by("office.edit"),
    "people":                   seen_by("person.view"),
    "person":                   see("person.view"),
    "person-new":               done_by("person.edit"),
    "person-act":               do("person.edit"),
    "post-new":                 do("post.edit"),
    "post-end":                 do("post.edit"),
    "post-clearance":           do("post.edit"),
    "factor-rules":             done_by("post.second_factor"),
    "record":                   seen_by("record.view"),
    "record-export":            seen_by("record.view"),
}

PROGRAMS: dict[str, Need] = {
    "api-docs":                   for_all(GET),
    "schema":                     for_all(GET),
    "api-me":                     for_all(GET),
    "api-notices":                for_all(GET),
    "api-notice-read":            act("notice.own"),
    "api-procuratorates":         for_all(GET),
    "api-procuratorate":          for_all(GET),
    "api-agency":                 see("agency.view"),
    "api-agency-duty":            act("agency.edit"),
    "api-enterprise":             see("enterprise.view"),
    "api-associations":           for_all(GET),
    "api-association":            see("enterprise.view"),
    "api-deadline-preview":       for_all(GET),

    # lists hold what the person may see: for somebody else they are empty
    "api-cases":                  for_all(GET),
    "api-decisions":              for_all(GET),
    "api-obligations":            for_all(GET),
    "api-submissions":            for_all(GET),
    "api-objections":             for_all(GET),
    "api-drafts":                 for_all(GET),
    "api-recommendations":        for_all(GET),
    "api-evidence":               for_all(GET),
    "api-consultations":          for_all(GET),
    "api-hearings":               for_all(GET),
    "api-deadlines":              for_all(GET),
    "api-orders":                 for_all(GET),
    "api-instructions":           for_all(GET),
    "api-commissions":            for_all(GET),
    "api-records":                for_all(GET),

    "api-upload":                 see("upload.own"),
    "api-unmask":                 for_all(POST),  # what it names is judged by clue.unmask and case.unmask
    "api-clue":                   see("clue.view"),
    "api-clue-move":              act("clue.evaluate"),
    "api-clue-instruct":          act("clue.instruct"),
    "api-clue-report":            act("clue.instruct"),
    "api-clue-record-up":         act("clue.instruct"),
    "api-clue-order":             act("order.draft", **FROM_ABOVE),
    "api-case":                   see("case.view"),
    "api-case-move":              act("case.advance"),
    "api-case-documents":         see("case.view"),
    "api-case-member":            act("case.assign", "case.call_up"),
    "api-case-link":              act("case.advance", yiwu_head=200, yiwu_chief=200),  # 4xx with what is wrong, from above only
    "api-case-unlink":            act("case.advance", yiwu_handler=403),  # only from above, where there is a case above
    "api-task-force-extend":      act("case.call_up", of="case_id", **ITS_LEAD),
    "api-task-force-end":         act("case.call_up", of="case_id", **ITS_LEAD),
    "api-case-delivery":          act("case.work"),
    "api-case-court":             act("case.work"),
    "api-case-recheck":           act("case.work"),
    "api-case-respondent":        act("case.work"),
    "api-indicator-value":        act("obligation.judge"),
    "api-value-correct":          act("obligation.judge"),
    "api-check-relapse":          act("site_check.enter"),
    "api-enterprise-release":     act("case.work"),
    "api-matter":                 see("case.view"),
    "api-matter-drop":            act("duty.enter"),
    "api-matter-share":           act("duty.enter"),
    "api-matter-settle":          act("duty.settle"),
    "api-matter-reopen":          act("duty.settle"),
    "api-share-drop":             act("duty.enter"),
    "api-case-evidence":          act("evidence.add"),
    "api-case-commission":        act("case.advance"),
    "api-case-instruct":          act("case.advance"),
    "api-case-report":            act("case.advance"),
    "api-case-order":             act("order.draft", **FROM_ABOVE),
    "api-document-docx":          see("case.view"),
    "api-document-pdf":           see("case.view"),
    "api-document-record-up":     act("case.work"),
    "api-evidence-item":          see("evidence.view"),
    "api-evidence-verify":        act("evidence.view"),
    "api-evidence-proves":        act("evidence.prove"),
    "api-file-custody":           see("evidence.view"),
    "api-file-version":           act("evidence.add"),
    "api-case-verify":            act("evidence.view"),
    "api-case-proofs":            see("case.view"),
    "api-case-proof":             act("evidence.prove"),
    "api-recommendation":         see("recommendation.view"),
    "api-respondent":             see("respondent.view"),
    "api-respondent-serve":       act("respondent.serve"),
    "api-respondent-reply":       act("respondent.reply"),
    "api-respondent-judge":       act("respondent.judge"),
    "api-obligation":             see("obligation.view"),
    "api-obligation-reopen":      act("obligation.judge"),
    "api-submission":             see("submission.view"),
    "api-submission-accept":      act("obligation.judge"),
    "api-submission-accept-part": act("obligation.judge"),
    "api-submission-share":       act("submission.share"),
    "api-submission-receipt":     see("submission.view"),
    "api-reply-receipt":          see("respondent.view"),
    "api-objection":              see("respondent.view"),
    "api-objection-answer":       act("objection.answer"),
    "api-objection-receipt":      see("respondent.view"),
    "api-respondent-object":      act("objection.raise"),
    "api-obligation-object":      act("obligation.submit"),
    "api-draft":                  see("draft.view"),
    "api-draft-act":              act("draft.confirm"),  # giving it back; the other acts are the liaison's as well
    "api-submission-return":      act("obligation.judge"),
    "api-consultation":           see("consultation.view"),
    "api-consultation-conclude":  act("consultation.run"),
    "api-hearing":                see("hearing.view"),
    "api-hearing-notice":         act("hearing.run"),
    "api-hearing-conclude":       act("hearing.run"),
    "api-deadline":               see("deadline.view"),
    "api-deadline-ask-extension": act("case.advance"),
    "api-deadline-extend":        act("deadline.view"),  # refused with its article (409) to who may only see it
    "api-deadline-exclude":       act("deadline.keep"),
    "api-deadline-go-on":         act("deadline.keep"),
    "api-deadline-correct":       act("deadline.keep"),
    "api-decision":               see("decision.view"),
    "api-decision-approve":       act("decision.view"),
    "api-decision-return":        act("decision.view"),
    "api-decision-forward":       act("decision.view"),
    "api-decision-withdraw":      act("decision.withdraw"),
    "api-decision-redraft":       act("decision.redraft"),
    "api-order":                  see("order.view"),
    "api-order-receive":          act("order.receive"),
    "api-order-object":           act("order.receive"),
    "api-order-finish":           act("order.receive"),
    "api-instruction":            see("clue.view"),
    "api-instruction-answer":     act("case.answer", **AT_JINHUA),
    "api-instruction-forward":    act("case.answer", **AT_JINHUA),
    "api-instruction-note":       act("case.answer", **AT_JINHUA),
    "api-commission":             see("commission.view"),
    "api-commission-receive":     act("commission.do"),
    "api-commission-decline":     act("commission.do"),
    "api-commission-finish":      act("commission.do"),
    "api-record-receive":         act("record_up.receive"),
}

# One address, two needs.
TWO: dict[str, tuple[Need, Need]] = {
    "api-uploads":                (for_all(GET), for_all(POST)),
    "api-clues":                  (for_all(GET), sent_by("clue.register", **TOLD_SO)),
    "api-case-exports":           (see("evidence.export"), act("evidence.export")),
    "api-case-obligation":        (see("case.view"), act("obligation.set")),
    "api-case-enterprise":        (see("case.view"), act("case.work")),
    "api-case-duties":            (see("case.view"), act("duty.enter")),
    "api-case-checks":            (see("case.view"), act("site_check.enter")),
    "api-agencies":               (for_all(GET), sent_by("agency.edit")),
    "api-enterprises":            (for_all(GET), sent_by("enterprise.edit")),
    "api-obligation-submissions": (see("obligation.view"), act("obligation.submit")),
}

# Closed to nobody: how one comes in and goes out, and what monitoring asks.
OPEN = {"login", "logout", "set_language", "set-password", "invitation", "invitation-accept", "api-token", "health"}
# fmt: on
