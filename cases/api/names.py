"""What programs are told of rows that only stand beside others."""

from rest_framework import serializers

from agencies.models import Enterprise


class EnterpriseName(serializers.ModelSerializer[Enterprise]):
    """An enterprise beside something of its own."""

    class Meta:
        model = Enterprise
        fields = ("id", "name")
        read_only_fields = fields
