"""WHO may do what: the one table. In which state a thing may be done stands in each app's flow table.

Reaches
    OFFICE  things of the person's own procuratorate
    BELOW   things of the own procuratorate and of every one below it
    CASE    only the case that the person was given (handler of it, lent to its task force)
    OWN     only what is asked of the person's own agency
    SENT    what was sent to the person's own procuratorate; whoever views by office sees these rows as well
    TOP     only in the office at the head of the tree; for what holds in the whole country
    ANY     wherever the person has the post; for lists that belong to nobody
"""

NO, CASE, OFFICE, BELOW, OWN, SENT, TOP, ANY = "", "case", "office", "below", "own", "sent", "top", "any"

COLUMNS = (
    "assigned", "member",
    "handler", "assistant", "clerk", "head", "chief", "casemgr", "sysadmin", "secadmin", "auditor",
    "liaison", "leader",
)  # fmt: skip

GRANTED = ("assigned", "member")

# fmt: off
_TABLE = {
    #                        assigned member | handler assist. clerk   head    chief   casemgr sysadm  secadm  audit | liaison leader
    "clue.view":            (NO,     NO,       BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     NO,     NO),
    "clue.register":        (NO,     NO,       OFFICE, OFFICE, OFFICE, OFFICE, NO,     OFFICE, NO,     NO,     NO,     NO,     NO),
    "clue.evaluate":        (NO,     NO,       OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.file":            (NO,     NO,       OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.decline":         (NO,     NO,       OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.transfer":        (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.report_up":       (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.instruct":        (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "clue.classify":        (NO,     NO,       NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "clue.giver.view":      (NO,     NO,       OFFICE, NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "clue.unmask":          (NO,     NO,       OFFICE, NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),

    "case.view":            (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     NO,     NO),
    "case.advance":         (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "case.unmask":          (CASE,   CASE,     NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "case.work":            (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "case.assign":          (NO,     NO,       NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "case.classify":        (NO,     NO,       NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "case.link":            (CASE,   NO,       NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "case.call_up":         (NO,     NO,       NO,     NO,     NO,     NO,     BELOW,  NO,     NO,     NO,     NO,     NO,     NO),
    "case.answer":          (NO,     NO,       NO,     NO,     NO,     NO,     BELOW,  NO,     NO,     NO,     NO,     NO,     NO),

    "decision.view":        (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     NO,     NO),
    "decision.head":        (NO,     NO,       NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "decision.chief":       (NO,     NO,       NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "decision.committee":   (NO,     NO,       NO,     NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO),
    "decision.upper":       (NO,     NO,       NO,     NO,     NO,     NO,     BELOW,  NO,     NO,     NO,     NO,     NO,     NO),
    "decision.province":    (NO,     NO,       NO,     NO,     NO,     NO,     BELOW,  NO,     NO,     NO,     NO,     NO,     NO),
    "decision.redraft":     (CASE,   NO,       OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "decision.withdraw":    (CASE,   NO,       OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "order.view":           (NO,     NO,       BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     NO,     NO),
    "order.draft":          (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "order.receive":        (NO,     NO,       SENT,   NO,     NO,     SENT,   NO,     SENT,   NO,     NO,     NO,     NO,     NO),
    "commission.view":      (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     NO,     NO),
    "commission.do":        (NO,     NO,       SENT,   NO,     NO,     SENT,   NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "record_up.receive":    (NO,     NO,       SENT,   NO,     NO,     SENT,   NO,     SENT,   NO,     NO,     NO,     NO,     NO),

    "recommendation.view":  (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "respondent.view":      (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "respondent.serve":     (CASE,   CASE,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "respondent.reply":     (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN,    OWN),
    "respondent.judge":     (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "objection.raise":      (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN,    OWN),
    "objection.answer":     (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "obligation.view":      (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "obligation.set":       (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "obligation.submit":    (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN,    OWN),
    "obligation.judge":     (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "submission.view":      (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "submission.share":     (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "draft.view":           (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN,    OWN),
    "draft.write":          (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN,    OWN),
    "draft.confirm":        (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OWN),
    "site_check.enter":     (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "duty.enter":           (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "duty.settle":          (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "evidence.view":        (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "evidence.add":         (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "evidence.prove":       (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "evidence.export":      (CASE,   NO,       NO,     NO,     NO,     OFFICE, NO,     OFFICE, NO,     NO,     NO,     NO,     NO),

    "consultation.view":    (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "consultation.run":     (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),
    "hearing.view":         (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "hearing.run":          (CASE,   CASE,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO),

    "deadline.view":        (CASE,   CASE,     BELOW,  BELOW,  OFFICE, BELOW,  BELOW,  OFFICE, NO,     NO,     NO,     OWN,    OWN),
    "deadline.extend":      (NO,     NO,       NO,     NO,     NO,     NO,     BELOW,  NO,     NO,     NO,     NO,     NO,     NO),
    "deadline.keep":        (CASE,   NO,       NO,     NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO,     NO),
    "calendar.view":        (NO,     NO,       ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    NO,     NO),
    "calendar.edit":        (NO,     NO,       NO,     NO,     NO,     NO,     NO,     TOP,    TOP,    NO,     NO,     NO,     NO),
    "agency.view":          (NO,     NO,       ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    NO,     NO,     NO,     OWN,    OWN),
    "agency.edit":          (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     OFFICE, NO,     NO,     NO,     NO,     NO),
    "agency.invite":        (NO,     NO,       OFFICE, NO,     NO,     OFFICE, NO,     OFFICE, NO,     NO,     NO,     NO,     NO),
    "enterprise.view":      (NO,     NO,       ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    NO,     NO,     NO,     NO,     NO),
    "enterprise.edit":      (NO,     NO,       OFFICE, OFFICE, NO,     OFFICE, NO,     OFFICE, NO,     NO,     NO,     NO,     NO),
    "office.view":          (NO,     NO,       ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    NO,     NO),
    "office.edit":          (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     TOP,    NO,     NO,     NO,     NO),
    "person.view":          (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, OFFICE, OFFICE, NO,     NO),
    "person.edit":          (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO,     NO),
    "post.edit":            (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO),
    "post.second_factor":   (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, NO,     NO,     NO),
    "post.delegate":        (NO,     NO,       NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO,     NO,     NO,     NO,     NO),
    "policy.view":          (NO,     NO,       ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    ANY,    NO,     NO),
    "policy.explain":       (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, OFFICE, NO,     NO),
    "record.view":          (NO,     NO,       NO,     NO,     NO,     NO,     NO,     NO,     NO,     NO,     OFFICE, NO,     NO),
}
# fmt: on

POLICY: dict[str, dict[str, str]] = {
    action: dict(zip(COLUMNS, row, strict=True)) for action, row in _TABLE.items()
}


def reach(action: str, column: str) -> str:
    """How far a post or grant carries an action; empty when not at all. KeyError for an unknown action."""
    return POLICY[action][column]


def as_markdown() -> str:
    """The table as a page of docs."""
    head = "# Who may do what\n\nPrinted from accounts/policy.py by `make docs`; change the table, not this page.\n\n"
    head += "Reaches: office (own procuratorate), below (and all under it), case (given on that case), own (own agency),\n"
    head += "sent (what was sent to the own procuratorate), top (the office at the head of the tree), any (wherever the\n"
    head += "post is held).\n\n"
    head += "| action | " + " | ".join(COLUMNS) + " |\n|---|" + "---|" * len(COLUMNS) + "\n"
    rows = (f"| {action} | " + " | ".join(row.values()) + " |" for action, row in POLICY.items())
    return head + "\n".join(rows) + "\n"
