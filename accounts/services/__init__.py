"""Offices are opened, people entered and appointed to posts. Every one of these is recorded."""

from accounts.services.delegation import delegate, end_delegation
from accounts.services.factor import begin_setup, confirm_setup, demand_factor, reset_factor, verify
from accounts.services.logins import end_sessions, send_password_link, set_password, unlock
from accounts.services.offices import Loaded, edit_office, load_procuratorates, open_office, place_office
from accounts.services.people import (
    NewPerson,
    correct_person,
    disable_person,
    enable_person,
    enter_people,
    enter_person,
)
from accounts.services.posts import appoint, end_post, set_clearance

__all__ = [
    "Loaded",
    "NewPerson",
    "appoint",
    "begin_setup",
    "confirm_setup",
    "correct_person",
    "delegate",
    "demand_factor",
    "disable_person",
    "edit_office",
    "enable_person",
    "end_delegation",
    "end_post",
    "end_sessions",
    "enter_people",
    "enter_person",
    "load_procuratorates",
    "open_office",
    "place_office",
    "reset_factor",
    "send_password_link",
    "set_clearance",
    "set_password",
    "unlock",
    "verify",
]
