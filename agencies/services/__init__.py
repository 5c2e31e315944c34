"""What is done to the registers: agencies and their duties, their people, enterprises, associations. All of it is recorded."""

from agencies.services.duties import add_duty, correct_duty, remove_duty
from agencies.services.enterprises import (
    add_incident,
    correct_association,
    correct_enterprise,
    register_association,
    register_enterprise,
)
from agencies.services.invitations import Invited, accept, invite, join, revoke
from agencies.services.people import appoint, end_post
from agencies.services.register import correct_agency, register_agency

__all__ = [
    "Invited",
    "accept",
    "add_duty",
    "add_incident",
    "appoint",
    "correct_agency",
    "correct_association",
    "correct_duty",
    "correct_enterprise",
    "end_post",
    "invite",
    "join",
    "register_agency",
    "register_association",
    "register_enterprise",
    "remove_duty",
    "revoke",
]
