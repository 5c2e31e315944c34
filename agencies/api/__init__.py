"""Doors for programs: the registers of agencies, enterprises and associations."""

from django.urls import path

from agencies.api import agencies, enterprises

urlpatterns = [
    path("agencies/", agencies.Agencies.as_view(), name="api-agencies"),
    path("agencies/<int:agency_id>/", agencies.agency, name="api-agency"),
    path("agencies/<int:agency_id>/duties/", agencies.duty_new, name="api-agency-duty"),
    path("enterprises/", enterprises.Enterprises.as_view(), name="api-enterprises"),
    path("enterprises/<int:enterprise_id>/", enterprises.enterprise, name="api-enterprise"),
    path("associations/", enterprises.Associations.as_view(), name="api-associations"),
    path("associations/<int:association_id>/", enterprises.association, name="api-association"),
]
