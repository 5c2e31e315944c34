"""Addresses of the pages about deadlines and notices."""

from django.urls import path

from deadlines import views

urlpatterns = [
    path("deadlines/", views.board, name="deadlines"),
    path("deadlines/<int:deadline_id>/", views.why, name="deadline"),
    path("notices/", views.notices, name="notices"),
    path("notices/<int:notice_id>/", views.open_notice, name="notice-open"),
    path("notices/read/", views.read_all, name="notices-read"),
]
