"""Addresses of the pages about procuratorates and people."""

from django.urls import path

from accounts.views import delegations, factor, offices, password

urlpatterns = [
    # ---- offices
    path("offices/", offices.office_list, name="offices"),
    path("offices/suggest/", offices.suggest, name="office-suggest"),
    path("offices/<int:office_id>/", offices.office, name="office"),
    path("offices/<int:office_id>/edit/", offices.office_edit, name="office-edit"),
    # ---- standing in
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/new/", delegations.new, name="delegation-new"),
    path("delegations/<int:post_id>/end/", delegations.end, name="delegation-end"),
    # ---- coming in
    path("second-factor/", factor.factor, name="second-factor"),
    path("second-factor/codes/", factor.codes, name="second-factor-codes"),
    path("password/", password.password, name="password"),
    path("set-password/<uidb64>/<token>/", password.SetPassword.as_view(), name="set-password"),
]
