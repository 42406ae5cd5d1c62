"""`trace` on payments of the small world equals the chain that the world itself gives."""

from __future__ import annotations

import random

from mock_sources.world.world import World
from tests.e2e.conftest import SEED, SmallHub
from tests.e2e.world_trace import QUERY, Chains, difference

SAMPLE = 100


def test_traces_are_the_worlds_chains(small_hub: SmallHub) -> None:
    chains = Chains(World("small", int(SEED)))
    vouchers = list(chains.vouchers())
    marked = [each for each in vouchers if each[2].mark]
    chosen = random.Random(7).sample(vouchers, SAMPLE) + marked
    for region, year, voucher in chosen:
        key = {"region": region, "fiscalYear": year, "paymentId": voucher.key}
        found = small_hub.ask(QUERY, {"key": key})["trace"]
        assert found is not None, voucher.key
        assert difference(found, chains.of(region, year, voucher)) is None
