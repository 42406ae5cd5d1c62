"""One query follows money from the centre's transfer down to a township's payment detail."""

from __future__ import annotations

from typing import Any

from hub.query.ids import encode_id
from tests.e2e.conftest import SmallHub

LEVEL = "(first: 2, where: {allotmentId: {in: $path}})"
DOWN = f"""
query ($id: ID!, $path: [String!]) {{
  transfer(by: {{id: $id}}) {{
    transferId region {{ code }} toRegion {{ code }}
    allotments{LEVEL} {{ nodes {{ ...Level children{LEVEL} {{ nodes {{ ...Level
      children{LEVEL} {{ nodes {{ ...Level children{LEVEL} {{ nodes {{ ...Level
        children{LEVEL} {{ nodes {{ ...Level requests(first: 50) {{ nodes {{
          requestId payment {{ paymentId }} details(first: 10) {{ nodes {{ detailId }} }} }} }}
    }} }} }} }} }} }} }} }} }} }}
  }}
}}
fragment Level on Allotment {{ allotmentId region {{ code }} }}
"""


def test_from_the_centre_to_a_payee(small_hub: SmallHub) -> None:
    for chain in small_hub.truth["chains"]:
        transfer = chain["transfer"]
        region = int(transfer["region"])
        id_ = encode_id("Transfer", (region, region, transfer["fiscal_year"], transfer["id"]))
        path = [each["id"] for each in chain["allotments"]]
        found = small_hub.ask(DOWN, {"id": id_, "path": path})["transfer"]
        assert found["transferId"] == transfer["id"]
        level = found["allotments"]["nodes"]
        below = [each for each in chain["allotments"] if each["region"] != transfer["region"]]
        for each in below:
            here = _named(level, "allotmentId", each["id"])
            assert here["region"]["code"] == each["region"]
            level = here.get("children", {"nodes": []})["nodes"]
        request = _named(here["requests"]["nodes"], "requestId", chain["request"]["id"])
        assert request["payment"]["paymentId"] == chain["voucher"]["id"]
        _named(request["details"]["nodes"], "detailId", chain["detail"]["id"])


def test_and_back_up_to_the_centre(small_hub: SmallHub) -> None:
    chain = small_hub.truth["chains"][0]
    found = small_hub.ask(
        """query ($detail: String!) { paymentDetails(where: {detailId: {eq: $detail}}) { nodes {
             request { allotment { parent { parent { parent { parent { parent {
               region { code } allotmentId } } } } } } } } } }""",
        {"detail": chain["detail"]["id"]},
    )["paymentDetails"]["nodes"]
    up: Any = found[0]["request"]["allotment"]
    for _ in range(5):
        up = up["parent"]
    assert up["allotmentId"] == chain["allotments"][0]["id"]
    assert up["region"]["code"] == chain["allotments"][0]["region"]


def _named(records: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    found = [each for each in records if each[key] == value]
    assert len(found) == 1, (key, value, [each[key] for each in records])
    return found[0]
