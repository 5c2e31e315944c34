"""Procuratorates of four levels, people, and the posts they hold for a time."""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.sealing import Sealed


class Level(models.TextChoices):
    """The four levels of procuratorates, from the ground up."""

    COUNTY = "county", _("基层院")
    MUNICIPAL = "municipal", _("市级院")
    PROVINCIAL = "provincial", _("省级院")
    SUPREME = "supreme", _("最高检")


class Procuratorate(models.Model):
    """One procuratorate. `parent` is the office that leads it and to which it reports."""

    code = models.CharField(_("区划代码"), max_length=12, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=40)
    mark = models.CharField(_("文书简称"), max_length=12, help_text=_("文号开头的院简称，如“义”"))
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级院")
    )

    second_factor = models.JSONField(
        _("须二次验证的职务"), default=dict, blank=True, editable=False, help_text=_("未列明的职务按全站设置")
    )

    class Meta:
        verbose_name = _("检察院")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="only_the_supreme_has_no_parent",
                condition=Q(level=Level.SUPREME, parent=None)
                | (~Q(level=Level.SUPREME) & Q(parent__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    def at_level(self, level: Level) -> "Procuratorate | None":
        """This office or the one above it that stands on `level`; None when there is none."""
        office: Procuratorate | None = self
        while office is not None and office.level != level:
            office = office.parent
        return office


class Secrecy(models.IntegerChoices):
    """How secret a clue or case is, and up to what a post may see (laws on state and work secrets)."""

    ORDINARY = 0, _("一般")
    WORK = 1, _("工作秘密")
    SECRET = 2, _("秘密")
    CONFIDENTIAL = 3, _("机密")


class User(AbstractUser):
    """A person who can log in. What they may do follows from their posts and grants alone."""

    name = models.CharField(_("姓名"), max_length=40)
    phone = Sealed(_("电话"), max_length=20, blank=True)
    demo = models.BooleanField(_("演示账号"), default=False)
    sessions = models.PositiveIntegerField(_("会话版本"), default=0, editable=False)
    office = models.ForeignKey(
        Procuratorate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("所在检察院"),
    )

    class Meta:
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.name or self.username

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must match at every request: it changes with the password and whenever all sessions end."""
        salt, open_with = "accounts.User.sessions", f"{self.password}:{self.sessions}"
        return salted_hmac(salt, open_with, secret=secret, algorithm="sha256").hexdigest()

    def posts_on(self, on: date) -> list["Post"]:
        """The posts held on that day. Read once for the life of this object, which is one request."""
        if not hasattr(self, "_posts"):
            self._posts = list(self.posts.select_related("office", "group__agency__area", "acting_for"))
        return [post for post in self._posts if post.in_force(on)]

    _posts: list["Post"]


class PostName(models.TextChoices):
    """The posts people hold: in a procuratorate, or (the last two) in an agency."""

    HANDLER = "handler", _("承办检察官")
    ASSISTANT = "assistant", _("检察官助理")
    CLERK = "clerk", _("书记员")
    HEAD = "head", _("部门负责人")
    CHIEF = "chief", _("检察长")
    CASEMGR = "casemgr", _("案件管理员")
    SYSADMIN = "sysadmin", _("系统管理员")
    SECADMIN = "secadmin", _("安全管理员")
    AUDITOR = "auditor", _("审计管理员")
    LIAISON = "liaison", _("联络员")
    LEADER = "leader", _("分管领导")


AGENCY_POSTS = (PostName.LIAISON, PostName.LEADER)


class Post(models.Model):
    """One person's post in a procuratorate, or in an agency (by its group), with its dates."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("人员"))
    post = models.CharField(_("职务"), max_length=12, choices=PostName)
    office = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("检察院")
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("机关")
    )
    starts_on = models.DateField(_("任职日"))
    ends_on = models.DateField(_("止任日"), null=True, blank=True)
    clearance = models.PositiveSmallIntegerField(
        _("涉密等级"), choices=Secrecy, default=Secrecy.WORK, db_default=Secrecy.WORK
    )
    acting_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("代行何人职务")
    )

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                name="agency_posts_in_a_group_others_in_an_office",
                condition=Q(post__in=AGENCY_POSTS, office=None, group__isnull=False)
                | (~Q(post__in=AGENCY_POSTS) & Q(group=None, office__isnull=False)),
            ),
            models.CheckConstraint(  # the day before the first: it was ended at once on its first day
                name="post_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
            ),
            models.UniqueConstraint(
                name="post_once",
                fields=["user", "post", "office", "group", "starts_on"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office or self.group} {self.get_post_display()}"

    @property
    def title(self) -> str:
        """The post as people say it; one held for somebody away says so."""
        post = str(self.get_post_display())
        return _g("代行%(post)s") % {"post": post} if self.acting_for_id else post

    def over(self, on: date) -> bool:
        """Whether it has ended by that day, or was ended before it began."""
        return self.ends_on is not None and (self.ends_on < on or self.ends_on < self.starts_on)

    def in_force(self, on: date) -> bool:
        """Whether the post is held on that day; the last day still counts."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
