"""What the page behind the link of an invitation shows."""

from dataclasses import dataclass
from datetime import datetime

from agencies import selectors
from agencies.models import Invitation
from agencies.services.invitations import digest_of, shut


@dataclass(frozen=True)
class Opened:
    """The invitation behind a link (None for a link that never was), and why it no longer works (empty while it does)."""

    invitation: Invitation | None
    shut: str

    @property
    def works(self) -> bool:
        """Whether it can be accepted."""
        return self.invitation is not None and not self.shut


def opened(token: str, *, at: datetime) -> Opened:
    """What stands behind a link; nothing is said of a link that never was."""
    invitation = selectors.invitation_of(digest_of(token)) if token else None
    return Opened(invitation, shut(invitation, at=at) if invitation else "")
