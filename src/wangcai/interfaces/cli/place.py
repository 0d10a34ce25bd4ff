"""Which store, and which chain, a command means."""

from typing import Any

from wangcai.interfaces.cli.environment import CommandFailed


def chain_and_store(store_code: str | None, chain_code: str | None) -> tuple[Any, Any]:
    """The chain and the store (None where none was named). One box usually has one chain, which then need not be named."""
    from wangcai.shops.public import Chain, Store

    chains = list(Chain.objects.filter(code=chain_code) if chain_code else Chain.objects.all()[:50])
    if not chains:
        raise CommandFailed("还没有这家连锁 / no such chain")
    if not store_code:
        if len(chains) > 1:
            raise CommandFailed("请用 --chain 说明是哪家连锁 / say which chain: " + ", ".join(c.code for c in chains))
        return chains[0], None
    found = [store for chain in chains for store in Store.objects.of(chain).filter(code__iexact=store_code)]
    if not found:
        raise CommandFailed(f"没有这家门店 / no such store: {store_code}")
    if len(found) > 1:
        raise CommandFailed(f"不止一家连锁有门店 {store_code}，请加 --chain / several chains have it, add --chain")
    return next(chain for chain in chains if chain.pk == found[0].chain_id), found[0]
