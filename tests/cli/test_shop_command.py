"""`./wangcai shop`: a shop of one's own, then a second store; what cannot be leaves nothing."""

import argparse

import pytest

from wangcai.catalogue.public import Category
from wangcai.interfaces.cli.commands import shop as command
from wangcai.interfaces.cli.environment import CommandFailed
from wangcai.shops.public import Account, Chain, Store, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = ("--name", "旺财宠物", "--store", "徐汇店", "--code", "xh", "--owner", "周总")


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    monkeypatch.setenv("WANGCAI_DATA", str(tmp_path))
    monkeypatch.setenv("WANGCAI_PASSWORD", "三只猫-7788-on-the-sofa")


def test_opens_a_shop_its_owner_can_enter_and_then_a_second_store():
    assert run(*FIRST) == 0
    chain = Chain.objects.get()
    assert sign_in(login="boss", password="三只猫-7788-on-the-sofa").chain_id == chain.pk
    assert Category.objects.of(chain).count() >= 5
    assert run("--store", "静安店", "--code", "JA") == 0
    assert sorted(Store.objects.of(chain).values_list("code", flat=True)) == ["JA", "XH"]
    assert Account.objects.count() == 1


def test_the_first_time_needs_a_name_and_an_owner():
    with pytest.raises(CommandFailed, match="--name"):
        run("--store", "徐汇店", "--code", "XH")
    assert not Chain.objects.exists()


@pytest.mark.parametrize(("password", "code"), [("123", "XH"), ("三只猫-7788-on-the-sofa", "徐汇")])
def test_a_weak_password_or_an_odd_code_leaves_nothing(monkeypatch, password, code):
    monkeypatch.setenv("WANGCAI_PASSWORD", password)
    with pytest.raises(CommandFailed):
        run("--name", "旺财宠物", "--store", "徐汇店", "--code", code, "--owner", "周总")
    assert not Chain.objects.exists() and not Account.objects.exists()
