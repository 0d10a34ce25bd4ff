"""A tiny site for the islands: a scan form, a form that must have one effect, and what the server received."""

import time

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

RECEIVED: list[str] = []
BEATS: list[int] = []

PAGE = """{% extends "ui/staff.html" %}{% block page_head %}{% page_head "扫码" %}{% endpage_head %}{% endblock %}
{% block content %}{% post_form hx_post="/take" hx_target="#out" id="scan-form" %}{% searchbox "code" label="扫码" scan=True key="F2" %}{% endpost_form %}
<div id="out"></div>{% text_input "other" "备注" "原来写的" id="other" %}
{% post_form hx_post="/take" hx_target="#out" %}<input type="hidden" name="code" value="ONCE">{% button "确认" kind="do" key="F9" id="go" type="submit" %}{% endpost_form %}
{% post_form action="/take-plain" %}<input type="hidden" name="code" value="PLAIN">{% button "存下" kind="do" id="plain" type="submit" %}{% endpost_form %}
{% button "改价" data_opens="price" %}{% dialog "price" "改价" %}{% text_input "amount" "价格" %}{% enddialog %}
{% live id="board" url="/board" every="300ms" %}<p id="beat">0</p><details id="open-me"><summary>x</summary></details>{% endlive %}
<a href="#letter" data-key="N">新</a>{% stepper "qty" 2 max=3 %}{% endblock %}"""


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def take(request: HttpRequest) -> HttpResponse:
    """Slow on purpose: the next code arrives while this one is under way. BAD… is refused."""
    time.sleep(0.15)
    code = request.POST["code"]
    RECEIVED.append(code)
    status = 422 if code.startswith("BAD") else 200
    return HttpResponse(f"<p id='last'>{len(RECEIVED)}</p>", status=status)


def take_plain(request: HttpRequest) -> HttpResponse:
    time.sleep(0.3)
    RECEIVED.append(request.POST["code"])
    return HttpResponse("<p id='last'>ok</p>")


def board(request: HttpRequest) -> HttpResponse:
    BEATS.append(1)
    return HttpResponse(f'<p id="beat">{len(BEATS)}</p><details id="open-me"><summary>x</summary></details>')


urlpatterns = [
    path("", include("wangcai.interfaces.ui.urls")),
    path("islands", page),
    path("board", board),
    path("take", take),
    path("take-plain", take_plain),
]
