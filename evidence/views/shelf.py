"""Door for people: the evidence of a case, new evidence, what it proves, and whether it still is what came in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.answers import bind, me, sheet
from cases import commission_picture
from cases.views.commissions import of
from evidence import selectors, services
from evidence.filters import ShelfFilter
from evidence.forms import Findings, NewItem, Proves
from evidence.models import Item
from evidence.services import Verified

PER_PAGE = 20


@require_safe
def shelf(request: HttpRequest, case_id: int) -> HttpResponse:
    """The evidence of one case: what it is, what it proves, its hashes, who had it."""
    by, at = me(request), timezone.now()
    form = ShelfFilter(request.GET, choices=selectors.shelf_choices(case_id, by=by, at=at))
    found = selectors.shelf(case_id, wanted=form.wanted(), by=by, at=at)
    page = Paginator(found.items, PER_PAGE).get_page(request.GET.get("page"))
    values = {
        "shelf": found,
        "page": page,
        "form": form,
        "kept": form.query(without="element"),
        "newer": f"?{form.query(page=page.previous_page_number())}" if page.has_previous() else "",
        "older": f"?{form.query(page=page.next_page_number())}" if page.has_next() else "",
    }
    return render(request, "evidence/list.html", values)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, case_id: int) -> HttpResponse:
    """Enter a piece of evidence with its files."""
    by, at = me(request), timezone.now()
    case = selectors.case_to_add_to(case_id, by=by, at=at)
    url = reverse("case-evidence", args=[case_id])

    def done(item: Item) -> tuple[str, str]:
        return _("证据已登记，文件校验值已记录"), f"{url}#item-{item.pk}"

    return sheet(
        request,
        bind(NewItem, request, subject=case, by=by),
        lambda said: services.add_item(case_id, **said, by=by, at=at),
        done,
        page={
            "title": _("登记证据"),
            "kicker": case.number,
            "sub": case.title,
            "verb": _("登记证据"),
            "cancel": url,
        },
    )


@require_http_methods(["GET", "POST"])
def proves(request: HttpRequest, item_id: int) -> HttpResponse:
    """Say anew what a piece of evidence proves; both texts are on record."""
    by, at = me(request), timezone.now()
    item = selectors.item_to_amend(item_id, by=by, at=at)
    url = f"{reverse('case-evidence', args=[item.case_id])}#item-{item_id}"
    return sheet(
        request,
        bind(Proves, request, subject=item, by=by),
        lambda said: services.amend_item(item_id, **said, by=by, at=at),
        lambda done: (_("证明内容已修改，前后内容都已留痕"), url),
        page={"title": _("修改证明内容"), "kicker": item.title, "verb": _("保存"), "cancel": url},
    )


@require_http_methods(["GET", "POST"])
def findings(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Report what was found on a commission, with its papers."""
    by, at = me(request), timezone.now()
    found = commission_picture.to_act(commission_id, "finish", by=by, at=at)
    url = reverse("commission", args=[commission_id])
    return sheet(
        request,
        bind(Findings, request, subject=found, by=by),
        lambda said: services.receive_findings(commission_id, **said, by=by, at=at),
        lambda done: (_("调查结果已反馈%(office)s") % {"office": done.case.office}, url),
        page=of(found, _("反馈调查结果")),
    )


@require_POST
def verify(request: HttpRequest, item_id: int) -> HttpResponse:
    """Hash the files of a piece of evidence again and say whether they are what was received."""
    by, at = me(request), timezone.now()
    item = selectors.item(item_id, by=by, at=at)
    if all(services.verify(item_id, by=by, at=at).values()):
        messages.success(request, _("“%(title)s”核验一致：与接收时的校验值相同") % {"title": item.title})
    else:
        text = _("“%(title)s”核验不一致：内容与接收时不同，请立即查明")
        messages.error(request, text % {"title": item.title})
    return redirect(f"{reverse('case-evidence', args=[item.case_id])}#item-{item_id}")


@require_POST
def verify_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hash the files of a case again, as many as can be while a person waits."""
    verified = services.verify_case(case_id, by=me(request), at=timezone.now())
    say = messages.error if verified.different else messages.warning if verified.unread else messages.success
    say(request, _told(verified))
    return redirect("case-evidence", case_id)


def _told(verified: Verified) -> str:
    """What a verification found, in one sentence."""
    said = [
        ngettext("已核验 %(n)d 个文件", "已核验 %(n)d 个文件", verified.count) % {"n": verified.count},
    ]
    if verified.different:
        names = _("、").join(f"“{file.name}”" for file in verified.different)
        said.append(_("%(names)s与接收时不一致，已停止使用，请立即查明") % {"names": names})
    elif verified.count:
        said.append(_("与接收时全部一致"))
    if verified.unread:
        said.append(_("%(n)d 个文件暂时读不出来") % {"n": len(verified.unread)})
    if verified.left:
        said.append(_("还有 %(n)d 个未轮到，可以再次核验，夜间也会自动核验") % {"n": verified.left})
    return _("，").join(said)
