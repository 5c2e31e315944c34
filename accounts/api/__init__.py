"""Doors for programs: what all of them share, and those of people and offices."""

from django.urls import path

from accounts.api import people

urlpatterns = [
    path("token/", people.GetToken.as_view(), name="api-token"),
    path("me/", people.me, name="api-me"),
    path("procuratorates/", people.Offices.as_view(), name="api-procuratorates"),
    path("procuratorates/<int:office_id>/", people.office, name="api-procuratorate"),
]
