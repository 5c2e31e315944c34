"""Offices are opened, people entered and appointed to posts. Every one of these is recorded."""

from accounts.services.offices import Loaded, edit_office, load_procuratorates, open_office, place_office
from accounts.services.people import NewPerson, enter_people
from accounts.services.posts import appoint, end_post

__all__ = [
    "Loaded",
    "NewPerson",
    "appoint",
    "edit_office",
    "end_post",
    "enter_people",
    "load_procuratorates",
    "open_office",
    "place_office",
]
