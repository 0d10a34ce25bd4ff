"""Addresses of taking orders."""

from django.urls import path

from wangcai.interfaces.counter.intake import basket, guest, links, paper, waiting, writing

urlpatterns = [
    path("intake", waiting.waiting, name="intake"),
    path("intake/waiting", waiting.waiting_cards, name="waiting_cards"),
    path("intake/phone", writing.phone_note, name="intake_phone"),
    path("intake/who", writing.who, name="intake_who"),
    path("intake/check", writing.check, name="intake_check"),
    path("intake/goods", basket.found_goods, name="intake_goods"),
    path("intake/basket", basket.basket_row, name="intake_basket"),
    path("intake/paper", paper.paper_forms, name="paper_forms"),
    path("intake/paper/prints", paper.print_blank, name="paper_print"),
    path("intake/paper/blank", paper.blank, name="paper_blank"),
    path("intake/paper/<str:number>", paper.paper_form, name="paper_form"),
    path("intake/paper/<str:number>/void", paper.void, name="paper_void"),
    path("intake/links", links.links, name="intake_links"),
    path("intake/links/new", links.make_link, name="intake_link_make"),
    path("intake/links/<int:pk>/revocation", links.revoke_link, name="intake_link_revoke"),
    path("q/<str:token>", guest.guest, name="guest"),
    path("q/<str:token>/orders/<uuid:public_id>", guest.guest_done, name="guest_done"),
]
