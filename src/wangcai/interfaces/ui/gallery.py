"""What the gallery shows: the cast of the tests in believable states. No database."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Row
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from wangcai.interfaces.ui.rail import Frame, RailItem
from wangcai.kernel.public import Refusal


class _Sample(forms.Form):
    name = forms.CharField(label="宠物名字", help_text="牌子上的名字")
    weight = forms.DecimalField(label="体重", required=False)
    species = forms.ChoiceField(
        label="种类", choices=[("dog", "狗"), ("cat", "猫"), ("other", "其他")], widget=forms.RadioSelect
    )
    traits = forms.MultipleChoiceField(
        label="性格",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("shy", "胆小"), ("bite", "会咬人"), ("play", "爱玩")],
    )
    room = forms.ChoiceField(label="房型", choices=[("", "请选择"), ("a", "标准间"), ("b", "阳光套房")])
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agree = forms.BooleanField(label="主人同意拍照", required=False)


class _OutOfStock(Refusal):
    code = "not_enough_stock"
    sentence = "冻干双拼猫粮只剩 6 袋，您要 8 袋。改成 6 袋，或换一种。"


def example_frame(request: HttpRequest) -> Frame:
    """A shop's frame for the gallery, with seven places."""
    here = reverse("ui:gallery")
    places = [
        ("收银", "cash-register", 0), ("订单", "clipboard-list", 0), ("看板", "layout-kanban", 0), ("客户", "user", 0),
        ("消息", "message-circle", 3), ("库存", "package", 0), ("报表", "chart-bar", 0),
    ]  # fmt: skip
    rail = [RailItem(label, icon, f"{here}#{i}", i == 2, badge) for i, (label, icon, badge) in enumerate(places)]
    return Frame(
        store_name="旺财宠物·徐汇店", store_colour="teal", store_url=here, person_name="小美", person_role="美容师",
        switch_url=here, search_url=here, home_url=here, rail=rail,
    )  # fmt: skip


def examples() -> dict[str, Any]:
    """The template context of the gallery."""
    now = timezone.now()
    return {**_words_and_choices(), **_times(now), **_numbers(now)}


def _words_and_choices() -> dict[str, Any]:
    wrong = _Sample({"name": "", "weight": "很重", "species": "cat", "traits": ["shy"]}, auto_id="wrong_%s")
    return {
        "form": _Sample(initial={"name": "豆豆", "species": "cat", "traits": ["shy"]}),
        "wrong": wrong,
        "refused": _OutOfStock(),
        "keys": [
            ("F2", "搜索"),
            ("F4", "会员"),
            {"key": "F6", "label": "整单折扣", "press": "[data-opens=sample]"},
            {"key": "F7", "label": "挂单", "count": 2, "href": "#"},
            ("F9", "收款"),
            ("Esc", "清空"),
        ],
        "chips": [
            Row(label="全部", url="#", current=True, count=24),
            Row(label="待确认", url="#", current=False, count=3, state="booked"),
            Row(label="配货中", url="#", current=False, count=5, state="service"),
            Row(label="超时", url="#", current=False, count=1, state="late"),
        ],
        "tabs": [
            Row(label="经过", url="#", current=True, icon="timeline"),
            Row(label="订单", url="#", count=12),
            Row(label="宠物", url="#", count=2),
        ],
        "pairs": [("电话", "138****5678"), ("会员", "金卡", "9 折"), ("生日", "3 月 8 日"), ("地址", "")],
        "figures": [("储值余额", "¥326.50"), ("积分", "1,840"), ("洗护次卡", "剩 3 次", "ready")],
    }


def _times(now: datetime) -> dict[str, Any]:
    return {
        "timeline": [
            Row(
                icon="truck-delivery",
                at=now - timedelta(minutes=12),
                actor="阿强",
                sentence="交给骑手，预计 14:50 到",
                tone="service",
            ),
            Row(
                icon="alert-triangle",
                at=now - timedelta(minutes=40),
                actor="小美",
                sentence="冻干缺货，林女士同意换成鸡肉味",
                tone="ready",
                detail="原价 ¥189.00，换后 ¥179.00，差价退回",
            ),
            Row(
                icon="check",
                at=now - timedelta(hours=2),
                actor="老周",
                sentence="确认了订单 A-0007",
                tone="done",
                url="#",
            ),
            Row(icon="phone", at=now - timedelta(days=1, hours=3), actor="林女士", sentence="来电下单", tone="neutral"),
        ],
        "steps": [
            Row(label="已接单", mark="done", at=now - timedelta(hours=3), owner="小美"),
            Row(label="已确认", mark="done", at=now - timedelta(hours=2), owner="小美"),
            Row(label="配货", mark="current", due=now + timedelta(minutes=25), owner="阿强"),
            Row(label="配送", mark="todo"),
            Row(label="验收", mark="todo"),
        ],
        "late_steps": [
            Row(label="已接单", mark="done", at=now - timedelta(hours=5), owner="小美"),
            Row(label="确认", mark="late", due=now - timedelta(minutes=35), owner="小美"),
            Row(label="配货", mark="todo"),
            Row(label="到店自取", mark="todo"),
        ],
    }


def _numbers(now: datetime) -> dict[str, Any]:
    return {
        "flags": ["氯己定过敏", {"label": "怕吹风", "safety": False}],
        "totals": [("小计（5 件）", 37400), ("金卡 · 服务 9 折", -1280), ("生日券", -1000), ("应收", 35120, True)],
        "spark": [12, 15, 11, 18, 22, 17, 25, 24, 28, 21, 30, 34, 29, 36],
        "bars": [(f"{h:02}", n) for h, n in zip(range(9, 20), [3, 4, 4, 3, 1, 3, 3, 3, 2, 0, 0], strict=True)],
        "hbars": [
            ("冻干双拼猫粮 1.8kg", 42, "¥7,938.00"),
            ("无谷三文鱼犬粮 2kg", 31, "¥5,208.00"),
            ("豆腐猫砂 2.5kg×4", 12, "¥948.00"),
        ],
        "lessons": [("1", 1), ("2", 2), ("3", None), ("4", 3), ("5", 4)],
        "heat": [(d, [(i * 7 + j * 3) % 11 for j in range(8)]) for i, d in enumerate(["周一", "周二", "周三"])],
        "hours": [f"{h:02}" for h in range(10, 18)],
        "legend": [
            ("booked", "已预约"),
            ("arrived", "已到店"),
            ("service", "服务中"),
            ("ready", "待接"),
            ("done", "已交付"),
            ("late", "超时"),
        ],
        "due": now + timedelta(minutes=25),
        "past": now - timedelta(minutes=35),
        "answers": [("wait", "等到货", "周三到"), ("swap", "换成鸡肉味", "¥179.00"), ("cancel", "这一行不要了")],
        "channels": [("phone", "电话"), ("wechat", "微信")],
        "found": [
            Row(icon="user", label="林女士", detail="138****5678 · 豆豆", url="#", kind="客户"),
            Row(icon="receipt", label="A-0007", detail="配货中 · ¥351.20", url="#", kind="订单"),
        ],
    }
