"""Addresses of the pages about hearings."""

from django.urls import path

from hearings import views

urlpatterns = [
    path("hearings/<int:hearing_id>/", views.hearing, name="hearing"),
    path("hearings/<int:hearing_id>/notice/", views.notice, name="hearing-notice"),
    path("hearings/<int:hearing_id>/postpone/", views.postpone, name="hearing-postpone"),
    path("hearings/<int:hearing_id>/conclude/", views.conclude, name="hearing-conclude"),
]
