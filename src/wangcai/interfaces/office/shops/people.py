"""员工与岗位: who works here, in which role, and what happens when somebody forgets a PIN or leaves."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.shops.refusing import page, refused
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal
from wangcai.shops.public import (
    LABELS,
    Account,
    Post,
    Store,
    change_staff,
    end_role,
    end_staff,
    give_role,
    hire_staff,
    may_give,
    set_password,
    set_pin,
)

EVERYWHERE = "all"


class HireForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    login = forms.CharField(
        label=gettext_lazy("登录名"), max_length=40, help_text=gettext_lazy("字母或数字，例如 xiaomei")
    )
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=20, required=False)
    role = forms.ChoiceField(label=gettext_lazy("岗位"))
    place = forms.ChoiceField(label=gettext_lazy("门店"))
    password = forms.CharField(
        label=gettext_lazy("初始密码"), max_length=128, strip=False, required=False,
        help_text=gettext_lazy("不填就只能用 PIN 在登记过的设备上换人"),
    )  # fmt: skip

    def __init__(self, *args: Any, roles: list, places: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class RoleForm(HireForm):
    name = login = phone = password = None  # type: ignore[assignment]


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=20, required=False)


class PinForm(forms.Form):
    pin = forms.CharField(label=gettext_lazy("新 PIN"), max_length=8, help_text=gettext_lazy("4 到 8 位数字"))


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("新密码"), max_length=128, strip=False, help_text=gettext_lazy("至少 8 个字")
    )


@staff_page("shops.staff")
def staff(request: Any) -> HttpResponse:
    """Everybody with a post where the reader may see, by name; those who left behind a chip. Two queries."""
    gone = request.GET.get("gone") == "1"
    people = Account.objects.filter(chain_id=request.actor.chain_id, is_active=not gone)
    posts = Post.objects.of(request.actor).select_related("store").order_by("since")
    if not gone:
        posts = posts.filter(ended_at__isnull=True)
    if request.actor.store_ids is not None:
        seen = Q(store_id__in=request.actor.store_ids) | Q(store__isnull=True)
        people = people.filter(pk__in=posts.filter(seen).values("account_id"))
    held: dict[int, list[Post]] = {}
    for post in posts:
        held.setdefault(post.account_id, []).append(post)
    rows = [(person, held.get(person.pk, [])) for person in people.order_by("name", "pk")]
    chips = [
        {"label": _("在职"), "url": "?", "current": not gone},
        {"label": _("已离职"), "url": "?gone=1", "current": gone},
    ]
    return page(request, "office/shops/staff.html", {"rows": rows, "chips": chips})


@staff_page("shops.staff")
def hire(request: Any) -> HttpResponse:
    """A new member of staff with a first role."""
    form = HireForm(request.POST or None, **choices(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = hire_staff(
                store=place_of(request, data["place"]), login=data["login"], name=data["name"], role=data["role"],
                password=data["password"] or None, phone=data["phone"], by=request.actor,
                request_key=request.POST.get("request_key"),
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal)
        else:
            toast(request, _("{name} 已入职，请再设一个 PIN").format(name=account.name))
            return redirect("office:person", account.pk)
    return page(request, "office/shops/hire.html", {"form": form}, form=form)


@staff_page("shops.staff")
def person(request: Any, account_id: int) -> HttpResponse:
    return show(request, person_of(request, account_id))


@require_POST
@sensitive_post_parameters("pin", "password")
@staff_page("shops.staff")
def change_person(request: Any, account_id: int, what: str) -> HttpResponse:
    """The four small forms of a person's page: name, role, pin, password."""
    account = person_of(request, account_id)
    form = forms_of(request, account, request.POST, what)[what]
    if form.is_valid():
        try:
            change(request, account, what, form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            toast(request, _("已保存"))
            return redirect("office:person", account.pk)
    account.refresh_from_db()
    return show(request, account, {what: form})


@require_POST
@staff_page("shops.staff")
def end_post(request: Any, account_id: int, post_id: int) -> HttpResponse:
    account = person_of(request, account_id)
    post = Post.objects.of(request.actor).filter(pk=post_id, account=account, ended_at__isnull=True).first()
    if post is None:
        raise NotFound
    try:
        end_role(post=post, by=request.actor)
    except Refusal as refusal:
        return show(request, account, refusal=refusal)
    toast(request, _("岗位已结束"))
    return redirect("office:staff" if not request.actor.sees(post.store_id) else "office:person", *(
        () if not request.actor.sees(post.store_id) else (account.pk,)
    ))  # fmt: skip


@require_POST
@staff_page("shops.staff")
def leave(request: Any, account_id: int) -> HttpResponse:
    account = person_of(request, account_id)
    try:
        end_staff(account=account, by=request.actor)
    except Refusal as refusal:
        return show(request, account, refusal=refusal)
    toast(request, _("{name} 已办离职，登录与令牌都已停用").format(name=account.name))
    return redirect("office:staff")


def change(request: Any, account: Account, what: str, data: dict[str, Any]) -> None:
    if what == "name":
        change_staff(account=account, name=data["name"], phone=data["phone"], by=request.actor)
    elif what == "role":
        give_role(store=place_of(request, data["place"]), account=account, role=data["role"], by=request.actor)
    elif what == "pin":
        set_pin(account=account, pin=data["pin"], by=request.actor)
    else:
        set_password(account=account, password=data["password"], by=request.actor)


def show(
    request: Any, account: Account, bound: dict[str, forms.Form] | None = None, refusal: Any = None
) -> HttpResponse:
    posts = Post.objects.of(request.actor).filter(account=account, ended_at__isnull=True).select_related("store")
    context: dict[str, Any] = {**forms_of(request, account), **(bound or {})}
    context |= {"account": account, "posts": list(posts), "refusal": refusal}
    response = page(request, "office/shops/person.html", context, form=next(iter((bound or {}).values()), None))
    if refusal:
        response.status_code = refusal.status if refusal.status != 403 else 422
    return response


def forms_of(request: Any, account: Account, data: Any = None, what: str = "") -> dict[str, forms.Form]:
    """The four forms; the one named `what` is bound to the posted data."""

    def given(name: str) -> Any:
        return data if name == what else None

    return {
        "name": NameForm(given("name"), initial={"name": account.name, "phone": account.phone}),
        "role": RoleForm(given("role"), **choices(request)),
        "pin": PinForm(given("pin")),
        "password": PasswordForm(given("password")),
    }


def person_of(request: Any, account_id: int) -> Account:
    """A member of staff the reader may see; NotFound otherwise."""
    account = Account.objects.filter(chain_id=request.actor.chain_id, pk=account_id).first()
    if account is None:
        raise NotFound
    if request.actor.store_ids is not None:
        posts = Post.objects.of(request.actor).filter(account=account)
        if not posts.filter(Q(store_id__in=request.actor.store_ids) | Q(store__isnull=True)).exists():
            raise NotFound
    return account


def choices(request: Any) -> dict[str, list]:
    """The roles and places this reader may hand out."""
    actor = request.actor
    places = [(str(s.pk), s.name) for s in request.stores if actor.may("shops.staff", s.pk)]
    if actor.store_ids is None:
        places.append((EVERYWHERE, _("全部门店")))
    # The least powerful stand first: the first of a list is what is given by mistake.
    roles = [(r, label) for r, label in reversed(LABELS.items()) if may_give(actor, r, request.store.pk)]
    return {"places": places, "roles": roles}


def place_of(request: Any, place: str) -> Store | None:
    if place == EVERYWHERE:
        return None
    return next(store for store in request.stores if str(store.pk) == place)
