"""Each component: what it writes, that hostile text stays text, and that inline script cannot be asked for."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation

from wangcai.interfaces.ui.components.registry import HUES, attrs, hue
from wangcai.kernel.refusal import Refusal

HOSTILE = "\"><script>alert(1)</script>' onmouseover=x {{ 7 }}"


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class Elements(HTMLParser):
    """Reads HTML as a browser would and notes what could act: scripts, handlers, styles."""

    def __init__(self) -> None:
        super().__init__()
        self.suspicious: list[str] = []

    @classmethod
    def of(cls, html: str) -> "Elements":
        parser = cls()
        parser.feed(html)
        return parser

    def handle_starttag(self, tag: str, attributes: list) -> None:
        found = [name for name, _value in attributes if name.startswith(("on", "hx-on", "style"))]
        self.suspicious += found + ([tag] if tag in ("script", "style", "iframe") else [])


class OutOfStock(Refusal):
    code = "not_enough_stock"
    sentence = "只剩 {left} 袋，您要 {wanted} 袋。改成 {left} 袋，或换一种。"


class PetForm(forms.Form):
    name = forms.CharField(label="名字", help_text="牌子上的")
    kind = forms.ChoiceField(label="种类", choices=[("dog", "狗"), ("cat", "猫")], widget=forms.RadioSelect)
    secret = forms.IntegerField(widget=forms.HiddenInput)


TAKES_TEXT = [
    "{% button t kind='do' key='F9' aria_label=t %}", "{% button t href=t %}", "{% icon_button 'x' t %}", "{% badge t label=t %}",
    "{% menu label=t words=True %}{% menu_item t href=t %}{% endmenu %}", "{% dialog id='d' title=t %}{{ t }}{% enddialog %}",
    "{% stepper t t label=t hx_post=t %}", "{% card title=t subline=t count=t id=t %}{{ t }}{% endcard %}", "{% tag t state=t %}", "{% safety t %}",
    "{% person t t href=t %}", "{% pet_chip t species=t detail=t flags=flags href=t %}", "{% facts pairs %}",
    "{% fact_list %}{% fact t %}{{ t }}{% endfact %}{% endfact_list %}", "{% figures pairs %}", "{% counter t t tone=t href=t %}",
    "{% empty t t action=t href=t %}", "{% progress 1 2 label=t tone=t %}", "{% note %}{{ t }}{% endnote %}", "{% store_mark t t %}",
    "{% table label=t %}{{ t }}{% endtable %}", "{% row_link t t t %}", "{% more t columns=3 %}", "{% more t target=t %}",
    "{% item_list label=t %}{% item t t href=t state=t state_label=t right=t %}{% enditem_list %}", "{% line t detail=t fen=1 %}{{ t }}{% endline %}",
    "{% totals sums %}", "{% chips rows label=t %}", "{% chip t href=t count=t %}", "{% tabs rows label=t %}", "{% timeline rows %}", "{% state_line rows %}",
    "{% board label=t %}{% column t t state=t detail=t %}{% board_card t href=t detail=t state=t state_label=t owner=t foot=t %}{{ t }}{% endboard_card %}{% endcolumn %}{% endboard %}",
    "{% live id='x' url=t %}{{ t }}{% endlive %}", "{% legend pairs %}", "{% tiles %}{% goods_tile t 100 colour=t note=t count=t hx_vals=t %}{% endtiles %}",
    "{% goods_tile t 100 href=t photo=t %}", "{% big_money 100 t t %}", "{% keybar keys %}", "{% qr t label=t %}", "{% barcode t %}",
    "{% spark values label=t %}", "{% bars bars limit=2 limit_label=t label=t %}", "{% hbars bars label=t %}", "{% heat heat columns=words label=t %}",
    "{% page_head t subline=t back=t %}{{ t }}{% endpage_head %}", "{% aside label=t %}{{ t }}{% endaside %}", "{% searchbox t t placeholder=t key=t hx_get=t %}",
    "{% text_input t t t suffix=t %}", "{% select_input t t options t %}", "{% photo t t size=t %}",
    "{% choose t t options %}",
    "{% choose t t triples lines=True %}",
    "{% tick t t value=t detail=t %}", "{% numpad t label=t %}", "{% signature t label=t %}",
    "{% photo_input t label=t video=True size=t %}", "{% camera_queue %}{{ t }}", "{% tick_button t detail=t %}", "{% thumbs even=True %}{{ t }}{% endthumbs %}",
    "{% choose t t options close=True %}", "{% palette_results rows %}", "{% palette t %}", "{% post_form action=t %}{{ t }}{% endpost_form %}",
    "{% get_form action=t %}{{ t }}{% endget_form %}", "{% refusal t id=t %}", "{% icon t label=t %}", "{% key t %}", "{% receipt %}{{ t }}{% endreceipt %}",
]  # fmt: skip


@pytest.mark.parametrize("source", TAKES_TEXT)
def test_hostile_text_stays_text(source: str) -> None:
    row = dict.fromkeys(
        ("label", "url", "count", "icon", "state", "sentence", "actor", "detail", "tone", "owner", "kind", "mark"),
        HOSTILE,
    )
    written = render(
        source, t=HOSTILE, rows=[row], pairs=[(HOSTILE, HOSTILE)], flags=[HOSTILE, row], sums=[(HOSTILE, 100)], options=[(HOSTILE, HOSTILE)],
        triples=[(HOSTILE, HOSTILE, HOSTILE)],
        keys=[(HOSTILE, HOSTILE), {"key": HOSTILE, "label": HOSTILE, "href": HOSTILE}, {"key": HOSTILE, "label": HOSTILE, "press": HOSTILE}],
        values=[1, 2], bars=[(HOSTILE, 2, HOSTILE)], heat=[(HOSTILE, [1])], words=[HOSTILE],
    )  # fmt: skip
    assert "alert(1)" in written, "the text must be shown"
    assert Elements.of(written).suspicious == []


@pytest.mark.parametrize("name", ["onclick", "style", "hx_on__click", "onfocus"])
def test_inline_script_and_style_cannot_be_asked_for(name: str) -> None:
    with pytest.raises(ValueError, match="not allowed"):
        attrs({name: "x"})


def test_attributes_are_written_as_html_wants_them() -> None:
    assert attrs(
        {"hx_post": "/a?b=1&c", "hx_target__inherited": "#x", "data_scan": True, "title": None, "hidden": False}
    ) == (' hx-post="/a?b=1&amp;c" hx-target:inherited="#x" data-scan')


def test_button_is_a_submit_button_unless_it_is_scripted() -> None:
    assert 'type="submit"' in render("{% button '存下' kind='do' %}")
    assert 'type="button"' in render("{% button '改价' data_opens='price' %}")
    assert render("{% button '详情' href='/orders/7' %}").startswith('<a class="button button-quiet" href="/orders/7"')
    with pytest.raises(ValueError, match="kind"):
        render("{% button 'x' kind='orange' %}")


def test_a_field_tells_its_error_to_everyone() -> None:
    form = PetForm({"name": "", "kind": "bird", "secret": ""})
    written = render("{% fields form %}", form=form)
    assert 'aria-invalid="true"' in written
    assert 'aria-describedby="id_name-help id_name-error"' in written
    assert 'id="id_name-error"' in written and 'id="id_name-help"' in written
    assert written.count('type="radio"') == 2
    assert written.count('type="hidden"') == 1
    assert 'role="alert"' in written, "an error of a hidden field must be seen somewhere"


def test_what_was_typed_is_kept() -> None:
    assert 'value="豆豆"' in render("{% field form.name %}", form=PetForm({"name": "豆豆"}))


def test_a_refusal_says_what_to_do_and_its_code_is_for_programs_only() -> None:
    written = render("{% refusal r %}", r=OutOfStock(left=6, wanted=8))
    assert "改成 6 袋" in written and 'role="alert"' in written and 'data-code="not_enough_stock"' in written
    assert "not_enough_stock" not in re.sub(r"<[^>]*>", "", written)
    assert render("{% refusal r %}", r=None) == ""


def test_post_form_has_token_and_a_new_key_each_time() -> None:
    first, second = (render("{% post_form hx_post='/x' %}y{% endpost_form %}", csrf_token="tok") for _ in range(2))
    assert 'name="csrfmiddlewaretoken" value="tok"' in first and "data-once" in first
    assert 'name="request_key"' in first and first != second
    assert "request_key" not in render("{% post_form key=False %}{% endpost_form %}")


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "¥0.00"), (5, "¥0.05"), (123456, "¥1,234.56"), (-1280, "−¥12.80"), (None, ""), ("", "")]
)
def test_money(fen: object, shown: str) -> None:
    assert render("{{ fen|money }}", fen=fen) == shown


def test_money_of_another_currency_and_weights() -> None:
    assert render("{{ 250|money:'GBP' }}") == "£2.50"
    assert render("{{ 4200|weight }} {{ 350|weight }} {{ 1050|amount }}") == "4.2kg 350g 10.50"


def test_times_are_on_the_stores_clock() -> None:
    at = datetime(2020, 5, 1, 18, 30, tzinfo=UTC)
    with timezone.override("Asia/Shanghai"), translation.override("zh-hans"):
        assert (
            render("{{ at|clock }} {{ at|day }} {{ at|moment }}", at=at) == "02:30 2020 年 5 月 2 日 2020-05-02 02:30"
        )
        assert "12 分钟前" in render("{{ at|ago }}", at=timezone.now() - timedelta(minutes=12, seconds=5))


def test_timeline_writes_a_day_once() -> None:
    at = datetime(2020, 5, 1, 3, tzinfo=UTC)
    rows = [
        {"at": at, "sentence": "确认"},
        {"at": at - timedelta(minutes=1), "sentence": "下单"},
        {"at": at - timedelta(days=2), "sentence": "来电"},
    ]
    assert render("{% timeline rows %}", rows=rows).count("timeline-day") == 2
    assert "还没有记录" in render("{% timeline rows %}", rows=[])


def test_state_line_marks_the_step_that_is_on() -> None:
    steps = [
        {"label": "接单", "mark": "done"},
        {"label": "确认", "mark": "late", "due": timezone.now()},
        {"label": "配货", "mark": "todo"},
    ]
    written = render("{% state_line steps %}", steps=steps)
    assert written.count('aria-current="step"') == 1 and "step-late" in written


def test_pager_is_nothing_on_the_last_page() -> None:
    assert render("{% more url columns=3 %}", url="") == ""
    assert 'hx-target="closest tr"' in render("{% more url columns=3 %}", url="/orders?after=7")


def test_safety_flag_is_red_and_others_are_not() -> None:
    written = render("{% pet_chip '豆豆' flags=flags %}", flags=["过敏", {"label": "怕吹风", "safety": False}])
    assert written.count("tag-safety") == 1 and "怕吹风" in written


def test_barcodes() -> None:
    ean = render("{% barcode '6901234567892' %}")
    assert ean.count("<rect") == 31, "30 bars of an EAN-13 and the ground"
    assert "6901234567892" in render("{% barcode '6901234567892' %}")
    assert render("{% barcode '6901234567893' %}").count("<rect") != 31, (
        "wrong check digit: not an EAN, shown as Code 128"
    )
    assert "<svg" not in render("{% barcode '猫粮' %}")


def test_charts_survive_nothing_and_zeros() -> None:
    assert render("{% spark v %}{% bars v %}{% heat v %}", v=[]) == ""
    for source in ("{% spark zeros %}", "{% bars pairs limit=0 %}", "{% heat rows %}", "{% hbars pairs %}"):
        assert "nan" not in render(source, zeros=[0, 0], pairs=[("a", 0)], rows=[("a", [0, 0])]).lower()


def test_a_colour_is_always_the_same_and_known() -> None:
    assert hue("徐汇店") == hue("徐汇店") and hue("徐汇店") in HUES
    assert [hue(c) for c in ("#c25608", "#1d57b0", "#0a6361", "violet", "#808080")] == [
        "orange",
        "blue",
        "teal",
        "violet",
        "slate",
    ]


def test_unknown_tags_are_an_error_not_silence() -> None:
    with pytest.raises(TemplateSyntaxError):
        render("{% buton 'x' %}")
