"""Addresses of the pages about deadlines and notices."""

from django.urls import path

from deadlines.views import board, clocks, notices

urlpatterns = [
    path("deadlines/", board.board, name="deadlines"),
    path("deadlines/<int:deadline_id>/", clocks.why, name="deadline"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:notice_id>/", notices.open_notice, name="notice-open"),
    path("notices/read/", notices.read_all, name="notices-read"),
]
