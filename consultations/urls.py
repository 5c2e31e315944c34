"""Addresses of the pages about consultations."""

from django.urls import path

from consultations import views

urlpatterns = [
    path("consultations/<int:consultation_id>/", views.consultation, name="consultation"),
    path("consultations/<int:consultation_id>/conclude/", views.conclude, name="consultation-conclude"),
]
