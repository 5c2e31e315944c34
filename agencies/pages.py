"""What the pages of one agency, enterprise or association show, as far as the registers know it."""

from dataclasses import dataclass
from datetime import datetime

from accounts import access
from accounts.models import Post, User
from agencies import bands, selectors
from agencies.bands import Band
from agencies.models import Agency, Association, Enterprise, Incident, Invitation
from audit.flow import day

MOST = 50


@dataclass(frozen=True)
class AgencyPage:
    """One agency: what it must do, who acts for it, what stands beside it, and what who looks may do."""

    agency: Agency
    posts: list[Post]
    coming: list[Post]
    ended: list[Post]
    invitations: list[Invitation]
    subordinates: list[Agency]
    enterprises: list[Enterprise]
    associations: list[Association]
    may_edit: bool
    may_invite: bool


@dataclass(frozen=True)
class EnterprisePage:
    """One enterprise: its profile, what is asked of one that large, what happened."""

    enterprise: Enterprise
    band: Band | None
    incidents: list[Incident]
    may_edit: bool


@dataclass(frozen=True)
class AssociationPage:
    """One association, and whether who looks may put it right."""

    association: Association
    may_edit: bool


def agency(agency_id: int, *, by: User, at: datetime) -> AgencyPage:
    """One agency, for everybody of a procuratorate; who looks after its people also sees who was invited."""
    selectors.of_a_procuratorate(by, at=at)
    found, on = selectors.agency(agency_id, by=by, at=at), day(at)
    posts = list(selectors.posts_of([found.group_id]))
    may = access.may(by, ["agency.edit", "agency.invite"], found, at=at)
    return AgencyPage(
        agency=found,
        posts=selectors.held_on(posts, on),
        coming=[post for post in posts if post.starts_on > on and not post.over(on)],
        ended=[post for post in posts if post.over(on)],
        invitations=list(selectors.open_invitations(found, at=at)) if may["agency.invite"] else [],
        subordinates=list(found.subordinates.order_by("area__code", "name")[:MOST]),
        enterprises=list(found.enterprises.order_by("name")[:MOST]),
        associations=list(found.associations.order_by("name")[:MOST]),
        may_edit=may["agency.edit"],
        may_invite=may["agency.invite"],
    )


def enterprise(enterprise_id: int, *, by: User, at: datetime) -> EnterprisePage:
    """One enterprise, for everybody who works on cases in a procuratorate."""
    found = selectors.enterprise(enterprise_id, by=by, at=at)
    return EnterprisePage(
        enterprise=found,
        band=bands.band_of(found.personal_data_volume),
        incidents=list(found.incidents.all()),
        may_edit=access.can(by, "enterprise.edit", found, at=at),
    )


def association(association_id: int, *, by: User, at: datetime) -> AssociationPage:
    """One association, for everybody who works on cases in a procuratorate."""
    found = selectors.association(association_id, by=by, at=at)
    return AssociationPage(found, access.can(by, "enterprise.edit", found, at=at))
