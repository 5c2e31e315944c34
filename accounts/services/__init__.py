"""Offices are opened, people entered and appointed to posts. Every one of these is recorded."""

from accounts.services.offices import open_office
from accounts.services.people import NewPerson, enter_people
from accounts.services.posts import appoint, end_post

__all__ = [
    "NewPerson",
    "appoint",
    "end_post",
    "enter_people",
    "open_office",
]
