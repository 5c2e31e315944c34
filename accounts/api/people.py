"""Door for programs: tokens, who one is, and the procuratorates."""

from typing import Any

import django_filters
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.authtoken.views import ObtainAuthToken
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from accounts import second_factor, selectors, services
from accounts.api.asking import person
from accounts.api.pages import Rows
from accounts.models import Level, Post, Procuratorate, User
from accounts.programs import StrangerRate
from audit.flow import day


class Credentials(serializers.Serializer[Any]):
    """A name and a password."""

    username = serializers.CharField(max_length=150, write_only=True)
    password = serializers.CharField(max_length=128, trim_whitespace=False, write_only=True)
    otp = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="The code of the second factor, where one is demanded or set up",
    )
    token = serializers.CharField(read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The person to whom both belong. The request itself goes along, for the count of wrong ones."""
        asked = self.context["request"]._request
        code = attrs.pop("otp", "")
        user = authenticate(asked, **attrs)
        if user is None:
            raise serializers.ValidationError({"__all__": [_("用户名或密码不正确")]})
        _second_factor(asked, user, code)
        AxesProxyHandler.user_logged_in(sender=type(user), request=asked, user=user)
        return {**attrs, "user": user}


def _second_factor(asked: HttpRequest, user: User, code: str) -> None:
    """Ask for the code where one is demanded, or set up; a wrong one is counted like a wrong password."""
    at = timezone.now()
    phone = second_factor.phone_of(user)
    if phone is None:
        if second_factor.demanded(user, day(at)):
            raise serializers.ValidationError({"otp": [_("请先在网页上登录并设置二次验证")]})
        return
    if not code:
        raise serializers.ValidationError({"otp": [_("请填写二次验证码")]})
    try:
        services.verify(code=code, by=user, at=at)
    except ValidationError as wrong:
        AxesProxyHandler.user_login_failed(type(user), {"username": user.username}, asked)
        raise serializers.ValidationError({"otp": wrong.message_dict["code"]}) from wrong


class GetToken(ObtainAuthToken):
    """A name and a password give a token. Five wrong ones close the door for a quarter of an hour (429)."""

    serializer_class = Credentials
    authentication_classes = ()
    throttle_classes = (StrangerRate,)
    parser_classes: Any = api_settings.DEFAULT_PARSER_CLASSES
    renderer_classes: Any = api_settings.DEFAULT_RENDERER_CLASSES

    @extend_schema(operation_id="token_create", request=Credentials, responses=Credentials, auth=[])
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Log in: the answer is {token}, for the header `Authorization: Token …`."""
        return super().post(request, *args, **kwargs)


class OfficeOut(serializers.ModelSerializer[Procuratorate]):
    """A procuratorate."""

    class Meta:
        model = Procuratorate
        fields = ("id", "code", "name", "short_name", "level", "parent")
        read_only_fields = fields


class OfficeName(serializers.ModelSerializer[Procuratorate]):
    """A procuratorate beside something of its own."""

    class Meta:
        model = Procuratorate
        fields = ("id", "code", "short_name")
        read_only_fields = fields


class PersonName(serializers.ModelSerializer[User]):
    """A person beside something they did."""

    class Meta:
        model = User
        fields = ("id", "name")
        read_only_fields = fields


class PostOut(serializers.ModelSerializer[Post]):
    """A post that somebody holds today."""

    label = serializers.CharField(  # type: ignore[assignment]
        source="get_post_display", read_only=True
    )
    office = OfficeName(read_only=True, allow_null=True)
    agency = serializers.CharField(source="group.name", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Post
        fields = ("post", "label", "office", "agency", "starts_on", "ends_on")
        read_only_fields = fields


class MeOut(serializers.ModelSerializer[User]):
    """The person who asks."""

    posts = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ("id", "username", "name", "posts")
        read_only_fields = fields

    @extend_schema_field(PostOut(many=True))
    def get_posts(self, user: User) -> Any:
        """The posts in force today."""
        return PostOut(user.posts_on(day(timezone.now())), many=True).data


class OfficeFilter(django_filters.FilterSet):
    """What the list of procuratorates can be narrowed to."""

    level = django_filters.ChoiceFilter(choices=Level.choices)
    parent = django_filters.NumberFilter(field_name="parent_id")
    code = django_filters.CharFilter()
    name = django_filters.CharFilter(lookup_expr="contains")


class Offices(Rows):
    """The procuratorates, by code."""

    serializer_class = OfficeOut
    filterset_class = OfficeFilter
    ordering = ("code", "id")

    def rows(self) -> QuerySet[Procuratorate]:
        """All of them: their names are public."""
        return selectors.procuratorates()


@extend_schema(responses=OfficeOut)
@api_view(["GET"])
def office(request: Request, office_id: int) -> Response:
    """One procuratorate."""
    return Response(OfficeOut(selectors.procuratorate(office_id)).data)


@extend_schema(responses=MeOut)
@api_view(["GET"])
def me(request: Request) -> Response:
    """Who one is: name and the posts held today."""
    return Response(MeOut(person(request)).data)
