from tests.cast import build_shop
from wangcai.customers.public import leave_word, make_card, pass_on
from wangcai.journal.public import drain
from wangcai.shops.public import come_on_duty
from wangcai.work.public import Task


def test_a_finders_word_becomes_a_task_until_the_owner_knows(transactional_db):
    shop = build_shop()
    come_on_duty(account=shop.people["xiaozhou"], store=shop.store, by=shop.clerk)
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    notice = leave_word(token=code, words="在公园")
    leave_word(token=code, words="还在公园")
    drain()
    drain()
    (task,) = Task.objects.of(shop.chain)
    assert (task.kind, task.store, task.owner, task.title) == ("found", shop.store, shop.people["xiaozhou"], "豆豆")
    pass_on(notice=notice, by=shop.clerk)
    drain()
    task.refresh_from_db()
    assert task.state == Task.State.DONE
