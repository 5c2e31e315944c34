"""What an agency is told of a report that another one sent: the report, and not what was said of it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.models import Submission


class SharedReport(serializers.Serializer[Submission]):
    """With whom a report is shared, and without its verdict for those."""

    shared_with = serializers.SerializerMethodField(help_text="respondents that may read it as well")

    @extend_schema_field({"type": "array", "items": {"type": "integer"}})
    def get_shared_with(self, submission: Submission) -> list[int]:
        """For the procuratorate alone: an agency is not told who else reads it."""
        told = not getattr(submission, "of_agency", True)
        return [row.respondent_id for row in submission.sharings.all()] if told else []

    def to_representation(self, submission: Submission) -> dict[str, Any]:
        """An agency with which a report is shared reads the report, and not what was said of it."""
        shown: dict[str, Any] = super().to_representation(submission)
        if not getattr(submission, "verdict_seen", True):
            shown |= dict.fromkeys(("state", "state_label", "reasons"), "")
            shown |= dict.fromkeys(("judged_by", "judged_at", "version"))
        return shown
