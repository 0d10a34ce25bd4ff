"""Acts on a customer's file: details, numbers, addresses, consents."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.customers.public import (
    Address,
    Phone,
    add_address,
    add_phone,
    block_customer,
    change_customer,
    customer_for,
    drop_phone,
    end_address,
    give_consent,
    portal_ways,
    reveal_phone,
    shown_phone,
    shut_portal,
    unblock_customer,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, customer_url, sure
from wangcai.interfaces.counter.customers.forms import (
    AddressForm,
    BlockCustomer,
    ConsentForm,
    CustomerDetails,
    PhoneForm,
    ShutPortal,
)
from wangcai.kernel.public import NotFound, Refusal

GET_POST = require_http_methods(["GET", "POST"])


@GET_POST
@staff_page("customers.write", anywhere=True)
def details(request: Any, customer_id: int) -> HttpResponse:
    """Name, ways to be written to, style, family, note."""
    customer, by = customer_for(request.actor, customer_id), request.actor
    form = CustomerDetails(request.POST or None, initial=CustomerDetails.of(customer))

    def run(data: dict[str, Any], key: str) -> None:
        change_customer(customer=customer, by=by, request_key=key, **data)

    return act(request, form, run, title=_("改客户资料"), verb=_("保存"), back=customer_url(customer.pk))


@GET_POST
@staff_page("customers.write", anywhere=True)
def phones(request: Any, customer_id: int) -> HttpResponse:
    """One more number."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        try:
            add_phone(customer=customer, number=data["number"], label=data["label"], by=by, request_key=key)
        except Refusal as refused:
            refused.field = "number" if refused.field == "phone" else refused.field
            raise

    form = PhoneForm(request.POST or None)
    return act(request, form, run, title=_("加一个电话"), verb=_("加上"), back=customer_url(customer.pk))


@GET_POST
@staff_page("customers.write", anywhere=True)
def phone_removal(request: Any, phone_id: int) -> HttpResponse:
    """Take a number off."""
    phone, by = _phone(request, phone_id), request.actor

    def run(_data: dict[str, Any], key: str) -> None:
        drop_phone(phone=phone, by=by, request_key=key)

    return act(
        request, sure(request), run, title=_("去掉这个电话"), verb=_("去掉"), danger=True,
        back=customer_url(phone.customer_id), note=shown_phone(by, phone.customer, phone.number),
    )  # fmt: skip


@require_POST
@staff_page("customers.see", anywhere=True)
def phone_reveal(request: Any, phone_id: int) -> HttpResponse:
    """Show a hidden number; the look is written down."""
    phone = reveal_phone(phone=_phone(request, phone_id), by=request.actor)
    return render(request, "counter/customers/fragments.html#revealed", {"number": phone.number})


@GET_POST
@staff_page("customers.write", anywhere=True)
def addresses(request: Any, customer_id: int) -> HttpResponse:
    """One more address."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        add_address(customer=customer, by=by, request_key=key, **data)

    form = AddressForm(request.POST or None)
    return act(request, form, run, title=_("加一个地址"), verb=_("加上"), back=customer_url(customer.pk))


@GET_POST
@staff_page("customers.write", anywhere=True)
def address_end(request: Any, address_id: int) -> HttpResponse:
    """The address is no longer used."""
    by = request.actor
    address = Address.objects.of(by).filter(pk=address_id).first()
    if address is None:
        raise NotFound

    def run(_data: dict[str, Any], key: str) -> None:
        end_address(address=address, by=by, request_key=key)

    return act(
        request, sure(request), run, title=_("不再用这个地址"), verb=_("不再用"), danger=True,
        back=customer_url(address.customer_id), note=address.text,
    )  # fmt: skip


@GET_POST
@staff_page("customers.write", anywhere=True)
def consents(request: Any, customer_id: int) -> HttpResponse:
    """What the customer said to a purpose, on which channel, and how."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        give_consent(customer=customer, by=by, request_key=key, **{**data, "given": data["given"] == "yes"})

    form = ConsentForm(request.POST or None, initial={"given": "yes"})
    return act(request, form, run, title=_("记下客户的意愿"), verb=_("记下"), back=customer_url(customer.pk))


@GET_POST
@staff_page("customers.write", anywhere=True)
def portal_end(request: Any, customer_id: int) -> HttpResponse:
    """What opens the owner's pages on any phone opens nothing any more; says how the owner comes in again."""
    customer, by = customer_for(request.actor, customer_id), request.actor
    sign_ins, links = portal_ways(customer)

    def run(data: dict[str, Any], key: str) -> None:
        shut_portal(customer=customer, why=data["why"], by=by, request_key=key)

    return act(
        request, ShutPortal(request.POST or None), run, title=_("关掉主人的网上页面"), verb=_("关掉"), danger=True,
        back=customer_url(customer.pk), done=_("关掉了；主人可以用手机验证码再进来"),
        note=_(
            "{sign_ins} 个登录和 {links} 个链接马上打不开，已发的订单、方案、邀请链接也一样，不能恢复。"
            "主人以后用档案里的手机收验证码就能再进来。手机或号码在别人手里的，请先去掉那个电话。"
        ).format(sign_ins=sign_ins, links=links),
    )  # fmt: skip


@GET_POST
@staff_page("customers.block", anywhere=True)
def block(request: Any, customer_id: int) -> HttpResponse:
    """The owner may no longer book by himself."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(data: dict[str, Any], key: str) -> None:
        block_customer(customer=customer, why=data["why"], by=by, request_key=key)

    return act(
        request, BlockCustomer(request.POST or None), run, title=_("不再接网上预约"), verb=_("不再接"), danger=True,
        back=customer_url(customer.pk), done=_("不再接网上预约；随时可以恢复"),
        note=_("主人的网上页面只写请联系门店，不说原因。已经约好的照常；店里仍然可以替主人约。"),
    )  # fmt: skip


@GET_POST
@staff_page("customers.block", anywhere=True)
def unblock(request: Any, customer_id: int) -> HttpResponse:
    """The owner may book by himself again."""
    customer, by = customer_for(request.actor, customer_id), request.actor

    def run(_data: dict[str, Any], key: str) -> None:
        unblock_customer(customer=customer, by=by, request_key=key)

    return act(
        request, sure(request), run, title=_("恢复网上预约"), verb=_("恢复"), back=customer_url(customer.pk),
        done=_("又可以网上预约了"),
    )  # fmt: skip


def _phone(request: Any, phone_id: int) -> Phone:
    phone = Phone.objects.of(request.actor).filter(pk=phone_id).first()
    if phone is None:
        raise NotFound
    return phone
