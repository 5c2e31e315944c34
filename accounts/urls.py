"""Addresses of the pages about procuratorates and people."""

from django.urls import path

from accounts.views import offices

urlpatterns = [
    # ---- offices
    path("offices/", offices.office_list, name="offices"),
    path("offices/suggest/", offices.suggest, name="office-suggest"),
    path("offices/<int:office_id>/", offices.office, name="office"),
    path("offices/<int:office_id>/edit/", offices.office_edit, name="office-edit"),
]
