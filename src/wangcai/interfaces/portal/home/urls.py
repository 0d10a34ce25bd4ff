"""Addresses of the owner's own pages; the chain's code stands in the address."""

from django.urls import path

from wangcai.interfaces.portal.home import views

urlpatterns = [
    path("p/home/<slug:chain_code>", views.home, name="home"),
    path("p/home/<slug:chain_code>/code", views.code, name="code"),
    path("p/home/<slug:chain_code>/enter", views.enter, name="enter"),
    path("p/home/<slug:chain_code>/leave", views.leave, name="leave"),
    path("p/enter/<str:token>", views.by_link, name="enter_by_link"),
]
