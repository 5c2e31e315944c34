"""What all forms about a clue or a case share; the same as all others (accounts/forms/base.py)."""

from accounts.forms.base import (
    FIRST_DAY,
    LAST_DAY,
    LONG,
    DayField,
    LeftToTheRule,
    RuledIds,
    RuledText,
    SubjectForm,
    day_field,
    id_field,
    ids_field,
    long_text,
)

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "LONG",
    "DayField",
    "LeftToTheRule",
    "RuledIds",
    "RuledText",
    "SubjectForm",
    "day_field",
    "id_field",
    "ids_field",
    "long_text",
]
