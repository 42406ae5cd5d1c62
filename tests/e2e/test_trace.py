"""`trace` on payments of the small world equals the chain that the world itself gives."""

from __future__ import annotations

import random
from typing import Any

from hub.query.ids import decode_id
from mock_sources.world.world import World
from tests.e2e.conftest import SEED, SmallHub
from tests.e2e.world_trace import Chain, Chains, Step

QUERY = """
query ($key: PaymentKey!) { trace(payment: {key: $key}) { truncated steps {
  kind id sourceKey region { code } missing { kind text } outOfOrder } } }
"""
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
        assert equal(found, chains.of(region, year, voucher)) is None


def equal(found: dict[str, Any], wanted: Chain) -> str | None:
    """None, or what differs between a trace and the world's chain."""
    steps: dict[str, Step] = {}
    for step in found["steps"]:
        code = step["region"]["code"] if step["region"] else ""
        *_, year, own = ("", *decode_id(step["id"])[1])
        key = f"{own}@{year}" if step["kind"] == "ASSET" else str(own)
        steps[step["id"]] = (step["kind"], code, key)
    gaps = {(steps[step["id"]], gap["kind"]) for step in found["steps"] for gap in step["missing"]}
    against = {
        frozenset((steps[step["id"]], steps[other]))
        for step in found["steps"]
        for other in step["outOfOrder"]
    }
    for name, ours, theirs in (
        ("steps", set(steps.values()), wanted.steps),
        ("gaps", gaps, wanted.gaps),
        ("order", against, wanted.against),
    ):
        if ours != theirs:
            return f"{name}: only in the hub {ours - theirs}, only in the world {theirs - ours}"
    return None
