"""The office pages by what people do on them."""

from wangcai.journal.public import Entry
from wangcai.shops.public import (
    CHOICES,
    Account,
    Device,
    OpeningPeriod,
    Post,
    SpecialDay,
    Token,
    actor_of_token,
    change_setting,
    setting,
)


def test_hiring_and_the_refusal_that_keeps_what_was_typed(as_manager, people):
    data = {"name": "新人", "login": "xinren", "role": "groomer", "place": people.xh.pk, "password": "wonderful-cat-9"}
    assert as_manager.post("/staff/new", data).status_code == 302
    account = Account.objects.get(login="xinren")
    assert account.check_password("wonderful-cat-9")
    again = as_manager.post("/staff/new", {**data, "name": "另一人"})
    text = again.content.decode()
    assert again.status_code == 422 and "已有人用" in text and 'value="另一人"' in text
    assert Account.objects.filter(login="xinren").count() == 1


def test_a_manager_is_not_offered_to_make_owners(as_manager, people):
    page = as_manager.get("/staff/new").content.decode()
    assert "店长" in page and "老板" not in page
    answer = as_manager.post("/staff/new", {"name": "x", "login": "x1", "role": "owner", "place": people.xh.pk})
    assert answer.status_code == 422 and not Account.objects.filter(login="x1").exists()


def test_a_manager_sees_his_owner_but_cannot_touch_her(as_manager, people):
    """周总 holds a post everywhere, so she is seen in 徐汇店; her password is not the manager's to set."""
    old = people.owner.password
    answer = as_manager.post(f"/staff/{people.owner.pk}/password", {"password": "wonderful-cat-9"})
    assert answer.status_code in (403, 422)
    assert as_manager.post(f"/staff/{people.owner.pk}/leave").status_code in (403, 422)
    people.owner.refresh_from_db()
    assert people.owner.password == old and people.owner.is_active


def test_the_last_owner_stays_and_the_page_says_so(as_owner, people):
    post = Post.objects.of(people.chain).get(account=people.owner)
    answer = as_owner.post(f"/staff/{people.owner.pk}/roles/{post.pk}/end")
    assert answer.status_code == 422 and "最后一位老板" in answer.content.decode()


def test_own_pin_and_password(as_manager, people):
    assert as_manager.post("/me/pin", {"pin": "1111"}).status_code == 422
    assert as_manager.post("/me/pin", {"pin": "7391"}).status_code == 302
    wrong = as_manager.post("/me/password", {"old": "no", "password": "wonderful-cat-9"})
    assert wrong.status_code == 422 and "现在的密码不对" in wrong.content.decode()
    people.manager.refresh_from_db()
    assert people.manager.pin and not people.manager.check_password("wonderful-cat-9")


def test_duty_from_the_own_page(as_manager, people):
    assert as_manager.post("/me/duty").status_code == 302
    assert "徐汇店" in as_manager.get("/me/").content.decode()
    as_manager.post("/me/duty", {"leave": "1"})
    assert list(Entry.objects.order_by("pk").values_list("what", flat=True))[-2:] == [
        "shops.came_on_duty",
        "shops.left_duty",
    ]


def test_a_device_is_trusted_by_a_cookie_no_script_can_read(as_manager, people):
    answer = as_manager.post("/devices/", {"name": "前台收银机"})
    cookie = answer.cookies["device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert Device.objects.of(people.chain).get().token_hash != cookie.value
    assert "前台收银机" in as_manager.get("/devices/").content.decode()
    assert cookie.value not in as_manager.get("/devices/").content.decode()


def test_a_key_is_shown_once(as_manager, people):
    data = {"name": "小程序", "days": "30", "scopes": ["orders.see", "goods.see"], "request_key": "k-1"}
    shown = as_manager.post("/tokens/", data).content.decode()
    secret = shown.split('value="wc_')[1].split('"')[0]
    actor = actor_of_token("wc_" + secret)
    assert actor.may("orders.see", people.xh.pk) and not actor.may("orders.place", people.xh.pk)
    assert secret not in as_manager.get("/tokens/").content.decode()
    again = as_manager.post("/tokens/", data).content.decode()
    assert "已经显示过一次" in again and secret not in again
    assert Token.objects.of(people.chain).count() == 1


def test_settings_of_a_store(as_manager, people):
    as_manager.post(
        "/settings/store", {"name": "徐汇旗舰店", "phone": "021-6433", "address": "天平路 8 号", "colour": "#4f46e5"}
    )
    people.xh.refresh_from_db()
    assert (people.xh.name, people.xh.colour) == ("徐汇旗舰店", "#4f46e5")
    hours = {"day_0": "9-12 13:00—20:00"}
    assert as_manager.post("/settings/hours", hours).status_code == 302
    assert OpeningPeriod.objects.of(people.chain).filter(store=people.xh).count() == 2
    assert OpeningPeriod.objects.of(people.chain).filter(store=people.ja).count() == 7
    assert 'value="09:00-12:00 13:00-20:00"' in as_manager.get("/settings/").content.decode()
    for wrong in ("九点到五点", "25-26", "09:00", "9:75-10"):
        half = as_manager.post("/settings/hours", {"day_0": wrong})
        assert half.status_code == 422 and "空格隔开" in half.content.decode() and wrong in half.content.decode()
    overlap = as_manager.post("/settings/hours", {"day_0": "９-１３，12-20"})
    assert overlap.status_code == 422 and "重叠" in overlap.content.decode()
    assert as_manager.post("/settings/day", {"day": "2027-02-05", "how": "closed", "name": "除夕"}).status_code == 302
    row = SpecialDay.objects.of(people.chain).get()
    assert "除夕" in as_manager.get("/settings/").content.decode()
    as_manager.post(f"/settings/days/{row.pk}/end")
    assert not SpecialDay.objects.of(people.chain).exists()


def test_values_show_the_chains_where_the_store_has_none(as_manager, people):
    change_setting(store=None, key="till.discount_percent", value=12, by=people.by("owner"))
    text = as_manager.get("/settings/").content.decode()
    assert 'name="till.discount_percent" value="12"' in text


def test_stage_minutes_and_quiet_hours_are_settings_of_the_store(as_manager, people):
    text = as_manager.get("/settings/").content.decode()
    assert 'name="stages.received" value="30"' in text and 'name="messages.quiet_from" value="21"' in text
    usual = {key: setting(people.xh, key) for key in CHOICES if key != "second_person"}
    before = Entry.objects.filter(what="shops.setting_changed").count()
    wrong = as_manager.post("/settings/values", {**usual, "stages.received": "0", "messages.quiet_to": "8"})
    people.xh.refresh_from_db()
    assert wrong.status_code == 422 and people.xh.settings == {}
    assert 'name="messages.quiet_to" value="8"' in wrong.content.decode()
    done = as_manager.post("/settings/values", {**usual, "stages.received": "45", "messages.quiet_to": "8"})
    people.xh.refresh_from_db()
    assert done.status_code == 302 and people.xh.settings == {"stages.received": 45, "messages.quiet_to": 8}
    assert Entry.objects.filter(what="shops.setting_changed").count() == before + 2


def test_the_audit_pages_on_and_filters(as_manager, people):
    by = people.by("manager")
    for number in range(60):
        change_setting(store=people.xh, key="till.discount_percent", value=number + 20, by=by)
    first = as_manager.get("/audit/").content.decode()
    assert first.count("till.discount_percent") == 50 and "78 → 79" in first
    more = first.split('hx-get="?')[1].split('"')[0].replace("&amp;", "&")
    rest = as_manager.get(f"/audit/?{more}", headers={"HX-Request": "true"}).content.decode()
    assert "— → 20" in rest and "<html" not in rest
    nobody = as_manager.get(f"/audit/?who=staff:{people.front.pk}").content.decode()
    assert "till.discount_percent" not in nobody
    for wrong in ("who=staff:999999", "before=x", "day=2026-99-99", "before=99999999999999999999"):
        assert as_manager.get(f"/audit/?{wrong}").status_code == 200


def test_the_day_on_one_page(as_manager):
    text = as_manager.get("/today").content.decode()
    assert "今天收到的钱" in text and "¥0.00" in text and "没有误时的订单" in text
    part = as_manager.get("/today?part=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "今天收到的钱" in part


def test_english(as_manager):
    as_manager.post("/me/language", {"language": "en"})
    assert 'lang="en"' in as_manager.get("/me/").content.decode()
