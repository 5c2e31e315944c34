"""Addresses of the registers. The pages of one agency and one enterprise show cases, and stand in the desk."""

from django.urls import path

from agencies.views import agencies, enterprises, invitations, people, registers
from agencies.views.registers import AGENCIES, ASSOCIATIONS, ENTERPRISES

urlpatterns = [
    # ---- agencies
    path("agencies/", registers.listed, {"register": AGENCIES}, name="agencies"),
    path("agencies/new/", registers.enter, {"register": AGENCIES}, name="agency-new"),
    path("agencies/matrix/", agencies.agency_matrix, name="agency-matrix"),
    path("agencies/<int:agency_id>/edit/", registers.correct, {"register": AGENCIES}, name="agency-edit"),
    path("agencies/<int:agency_id>/duties/new/", agencies.duty_new, name="agency-duty-new"),
    path("agencies/duties/<int:duty_id>/edit/", agencies.duty_edit, name="agency-duty-edit"),
    path("agencies/duties/<int:duty_id>/remove/", agencies.duty_remove, name="agency-duty-remove"),
    # ---- their people
    path("agencies/<int:agency_id>/invite/", people.invite, name="agency-invite"),
    path("agencies/<int:agency_id>/invited/", people.invited, name="agency-invited"),
    path("agencies/posts/<int:agency_post_id>/end/", people.post_end, name="agency-post-end"),
    path(
        "agencies/invitations/<int:invitation_id>/revoke/", people.invitation_revoke, name="invitation-revoke"
    ),
    path("invitations/accept/", invitations.accept, name="invitation-accept"),
    path("invitations/join/", invitations.join, name="invitation-join"),
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    # ---- enterprises and associations
    path("enterprises/", registers.listed, {"register": ENTERPRISES}, name="enterprises"),
    path("enterprises/new/", registers.enter, {"register": ENTERPRISES}, name="enterprise-new"),
    path(
        "enterprises/<int:enterprise_id>/edit/",
        registers.correct,
        {"register": ENTERPRISES},
        name="enterprise-edit",
    ),
    path("enterprises/<int:enterprise_id>/incidents/new/", enterprises.incident_new, name="incident-new"),
    path("associations/", registers.listed, {"register": ASSOCIATIONS}, name="associations"),
    path("associations/new/", registers.enter, {"register": ASSOCIATIONS}, name="association-new"),
    path("associations/<int:association_id>/", enterprises.association, name="association"),
    path(
        "associations/<int:association_id>/edit/",
        registers.correct,
        {"register": ASSOCIATIONS},
        name="association-edit",
    ),
]
