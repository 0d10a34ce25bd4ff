"""`./wangcai token`: one line to standard output, a sentence where it cannot be."""

import argparse

import pytest

from wangcai.interfaces.cli.commands import token as command
from wangcai.interfaces.cli.environment import CommandFailed
from wangcai.shops.operations.devices import ScopeUnknown
from wangcai.shops.public import Token, actor_of_token


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path):
    monkeypatch.setenv("WANGCAI_DATA", str(tmp_path))


def test_prints_the_key(people, capsys):
    assert run("--user", "LaoZhou", "--scope", "orders.see,goods.*", "--store", "xh", "--days", "3") == 0
    actor = actor_of_token(capsys.readouterr().out.strip())
    assert actor.may("orders.see", people.xh.pk) and actor.may("goods.write", people.xh.pk)
    assert not actor.may("orders.place", people.xh.pk)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("--user", "nobody", "--scope", "orders.see"), CommandFailed),
        (("--user", "laozhou", "--scope", "orders.see", "--store", "ZZ"), CommandFailed),
        (("--user", "laozhou", "--scope", "orders.sea"), ScopeUnknown),
    ],
)
def test_what_cannot_be_leaves_nothing(people, arguments, refusal):
    with pytest.raises(refusal):
        run(*arguments)
    assert not Token.objects.of(people.chain).exists()
