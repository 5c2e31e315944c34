"""Addresses of the pages about deadlines and notices."""

from django.urls import path

from deadlines.views import board, clocks, holidays, month, notices, settings

urlpatterns = [
    path("deadlines/", board.board, name="deadlines"),
    path("deadlines/month/", month.month, name="deadlines-month"),
    path("deadlines/<int:deadline_id>/", clocks.why, name="deadline"),
    path("deadlines/<int:deadline_id>/exclude/", clocks.exclude, name="deadline-exclude"),
    path("deadlines/<int:deadline_id>/go-on/", clocks.go_on, name="deadline-go-on"),
    path("deadlines/<int:deadline_id>/correct/", clocks.correct, name="deadline-correct"),
    path(
        "deadlines/<int:deadline_id>/court-extension/",
        clocks.court_extension,
        name="deadline-court-extension",
    ),
    path("deadlines/holidays/", holidays.years, name="holidays"),
    path("deadlines/holidays/<int:year>/", holidays.enter, name="holidays-enter"),
    path("deadlines/holidays/<int:year>/template.csv", holidays.template, name="holidays-template"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:notice_id>/", notices.open_notice, name="notice-open"),
    path("notices/settings/", settings.chase_settings, name="chase-settings"),
    path("notices/read/", notices.read_all, name="notices-read"),
]
