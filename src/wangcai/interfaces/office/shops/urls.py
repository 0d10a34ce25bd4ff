"""Addresses of the pages about the shop itself."""

from django.urls import path

from wangcai.interfaces.office.shops import home, me, signing

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in", signing.sign_in_page, name="sign_in"),
    path("sign-out", signing.sign_out_page, name="sign_out"),
    path("switch", signing.switch_page, name="switch"),
    path("stores", signing.choose_store, name="choose_store"),
    path("me/", me.me, name="me"),
    path("me/pin", me.my_pin, name="my_pin"),
    path("me/password", me.my_password, name="my_password"),
    path("me/duty", me.my_duty, name="my_duty"),
    path("me/language", me.my_language, name="my_language"),
]
