"""The one place that writes a file's state, of evidence and of drafts. No person moves it: what was found about the bytes does."""

from typing import Any

from django.db.models import QuerySet

from evidence.models import File, FileState, Incoming

P, C, R, A = FileState.PENDING, FileState.CLEAN, FileState.REFUSED, FileState.ALTERED
TRANSITIONS: tuple[tuple[FileState, FileState], ...] = (
    (P, C),
    (P, R),
    (P, A),
    (C, A),
    (R, A),
    (A, P),
)  # A, P: restored


def become(file: File | Incoming, state: FileState, **found: Any) -> bool:
    """Put a file into a state that the table leads to from where it stands, with what was found.

    Compare and set: False when another was faster.
    """
    if (FileState(file.state), state) not in TRANSITIONS:
        raise ValueError(f"{file.state} → {state}")
    rows: QuerySet[Any] = type(file)._default_manager.all()
    if not rows.filter(pk=file.pk, state=file.state).update(state=state, **found):
        return False
    for name, value in {"state": state, **found}.items():
        setattr(file, name, value)
    return True
