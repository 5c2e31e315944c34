"""Addresses of the pages about procuratorates and people."""

from django.urls import path

from accounts.views import delegations, factor, offices, password, people, policy, posts

urlpatterns = [
    # ---- offices
    path("offices/", offices.office_list, name="offices"),
    path("offices/suggest/", offices.suggest, name="office-suggest"),
    path("offices/<int:office_id>/", offices.office, name="office"),
    path("offices/<int:office_id>/edit/", offices.office_edit, name="office-edit"),
    # ---- standing in
    path("delegations/", delegations.delegation_list, name="delegations"),
    path("delegations/new/", delegations.new, name="delegation-new"),
    path("delegations/<int:delegation_id>/end/", delegations.end, name="delegation-end"),
    # ---- people and posts
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/second-factor/", posts.factor_rules, name="factor-rules"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/posts/new/", posts.post_new, name="post-new"),
    path("people/<int:user_id>/do/<slug:act>/", people.person_act, name="person-act"),
    path("posts/<int:post_id>/end/", posts.post_end, name="post-end"),
    path("posts/<int:post_id>/clearance/", posts.post_clearance, name="post-clearance"),
    path("policy/", policy.policy, name="policy"),
    path("policy/personal/", policy.personal_data, name="personal-data"),
    # ---- coming in
    path("second-factor/", factor.factor, name="second-factor"),
    path("second-factor/codes/", factor.codes, name="second-factor-codes"),
    path("password/", password.password, name="password"),
    path("set-password/<uidb64>/<token>/", password.SetPassword.as_view(), name="set-password"),
]
