"""GraphQL over HTTP as clients meet it: a real server, a real client, a scripted answerer."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from hub.api.front import LOOPBACK, Front
from hub.api.graphql import GraphQL
from hub.api.metrics import Metrics
from hub.api.pages import pages
from hub.api.protocol import Answer, GraphQLRequest
from hub.api.reading import BODY_LIMIT
from schema.problems import HubError
from tests.api.serving import served

RESPONSE = "application/graphql-response+json"


class Script:
    """Answers by the query's text and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[GraphQLRequest] = []

    async def answer(self, request: GraphQLRequest) -> Answer:
        self.asked.append(request)
        if request.query == "{ unknown }":
            return Answer(b'{"errors":[{"message":"no"}]}', False, ("Q105",))
        if request.query == "{ slow }":
            return Answer(b'{"errors":[{"message":"slow"}]}', False, ("Q118",))
        if request.query == "{ busy }":
            raise HubError("Q144", what="connections", seconds="5")
        if request.query == "{ gone }":
            raise HubError("S101", server="PostgreSQL", cause="refused")
        if request.query == "{ broken }":
            raise RuntimeError("password=hunter2")
        return Answer(b'{"data":{"ok":true}}', True)


class Nobody:
    """A database without sources."""

    async def fetch(self, query: str) -> list[Any]:
        return []


SCRIPT = Script()


async def down() -> None:
    raise HubError("S108", current="0001", head="0002")


async def fine() -> None:
    return None


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    metrics = Metrics()
    checks = {"database": fine, "schema": down}
    queries = GraphQL(SCRIPT, metrics)
    front = Front(queries, queries, pages(Nobody(), checks, metrics), metrics, LOOPBACK)
    with served(front) as base:
        yield base


@pytest.fixture
def client(url: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=url, timeout=20) as made:
        yield made


def code(response: httpx2.Response) -> str:
    """The problem a response tells of: exactly one, without data."""
    body = response.json()
    assert body.keys() == {"errors"}
    (error,) = body["errors"]
    assert error["message"] and error["extensions"]["fix"] and error["extensions"]["code"]
    found: str = error["extensions"]["id"]
    return found


def test_a_hub_that_is_busy_says_when_to_come_again(client: httpx2.Client) -> None:
    response = client.post("/graphql", json={"query": "{ busy }"})
    assert response.status_code == 503 and response.headers["retry-after"] == "5"
    assert code(response) == "Q144"


def test_post_passes_every_part_on(client: httpx2.Client) -> None:
    body = {
        "query": "query A($x: Int) { ok }", "variables": {"x": [1, {"y": None}]},
        "operationName": "A", "extensions": {"k": 1}, "unheard": "of",
    }  # fmt: skip
    response = client.post("/graphql", json=body)
    assert (response.status_code, response.json()) == (200, {"data": {"ok": True}})
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    asked = SCRIPT.asked[-1]
    assert (asked.query, asked.operation_name) == (body["query"], "A")
    assert (asked.variables, asked.extensions) == (body["variables"], {"k": 1})


def test_get_takes_the_query_string(client: httpx2.Client) -> None:
    given = {"query": "{ 教育 }", "variables": '{"x": "全省"}', "operationName": "B"}
    assert client.get("/graphql", params=given).json() == {"data": {"ok": True}}
    asked = SCRIPT.asked[-1]
    assert (asked.query, asked.variables, asked.operation_name) == (
        "{ 教育 }", {"x": "全省"}, "B",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, application/json;q=0.9", RESPONSE),
        (f"{RESPONSE};q=0.5, application/json", "application/json"),
        ("text/html, application/*;q=0.1", "application/json"),
    ],
)
def test_the_client_chooses_the_media_type(client: httpx2.Client, accept: str, type_: str) -> None:
    response = client.post("/graphql", json={"query": "{ ok }"}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{type_}; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "plain", "told"),
    [("{ ok }", 200, 200), ("{ unknown }", 200, 400), ("{ slow }", 504, 504),
     ("{ gone }", 503, 503), ("{ broken }", 500, 500)],
)  # fmt: skip
def test_status_follows_the_media_type(
    client: httpx2.Client, query: str, plain: int, told: int
) -> None:
    found = [
        client.post("/graphql", json={"query": query}, headers={"accept": accept}).status_code
        for accept in ("application/json", RESPONSE)
    ]
    assert found == [plain, told]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'[{"query": "{ ok }"}]', b'"{ ok }"', b"{}", b'{"query": ""}',
     b'{"query": 1}', b'{"query": "{ ok }", "variables": []}',
     b'{"query": "{ ok }", "operationName": 1}', b'{"query": "{ ok }", "extensions": "x"}',
     b'{"query": "\xff"}', b'{"query": "{ ok }", "variables": {"x": NaN}}'],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["application/json", RESPONSE])
def test_what_is_not_a_request_is_refused(client: httpx2.Client, body: bytes, accept: str) -> None:
    asked = len(SCRIPT.asked)
    headers = {"content-type": "application/json", "accept": accept}
    response = client.post("/graphql", content=body, headers=headers)
    assert (response.status_code, code(response)) == (400, "Q116")
    assert len(SCRIPT.asked) == asked


@pytest.mark.parametrize(
    "query", ["", "query=", "query=%7B+ok+%7D&variables=%5B", "query=%7B+ok+%7D&variables=1"]
)
def test_what_is_not_a_request_in_a_query_string_is_refused(
    client: httpx2.Client, query: str
) -> None:
    response = client.get(f"/graphql?{query}")
    assert (response.status_code, code(response)) == (400, "Q116")


@pytest.mark.parametrize(
    "type_", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk"]
)
def test_only_json_is_taken(client: httpx2.Client, type_: str) -> None:
    body = b'{"query": "{ ok }"}'
    response = client.post("/graphql", content=body, headers={"content-type": type_})
    assert (response.status_code, code(response)) == (415, "Q116")


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "chunked"])
def test_large_bodies_are_refused(client: httpx2.Client, announced: bool) -> None:
    body = json.dumps({"query": "{ ok }" + " " * BODY_LIMIT}).encode()
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    response = client.post(
        "/graphql", content=body if announced else pieces,
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert (response.status_code, code(response)) == (413, "Q117")


def test_a_body_in_pieces_is_put_together(client: httpx2.Client) -> None:
    pieces = (bytes([byte]) for byte in b'{"query": "{ pieces }"}')
    headers = {"content-type": "application/json"}
    assert client.post("/graphql", content=pieces, headers=headers).status_code == 200
    assert SCRIPT.asked[-1].query == "{ pieces }"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client: httpx2.Client, method: str) -> None:
    headers = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    response = client.request(method, "/graphql", headers=headers)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_no_media_type_we_have_is_406(client: httpx2.Client) -> None:
    response = client.post("/graphql", json={"query": "{ ok }"}, headers={"accept": "text/csv"})
    assert (response.status_code, code(response)) == (406, "Q116")


def test_messages_are_chinese_unless_english_is_wanted(client: httpx2.Client) -> None:
    def message(language: str | None) -> str:
        headers = {"accept-language": language} if language else {}
        found: str = client.get("/graphql", headers=headers).json()["errors"][0]["message"]
        return found

    assert message(None).startswith("请求体不是 GraphQL 请求")
    assert message("zh-CN,zh;q=0.9,en;q=0.8").startswith("请求体不是 GraphQL 请求")
    assert message("en-GB,en;q=0.9").startswith("the body is not a GraphQL request")
    client.post("/graphql", json={"query": "{ ok }"}, headers={"accept-language": "en"})
    assert SCRIPT.asked[-1].lang == "en"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("trace-17:a.b_c", True), ("x" * 65, False), ("a b c d", False), ("<script>", False),
     ("", False)],
)  # fmt: skip
def test_the_request_id_is_in_its_header_only(
    client: httpx2.Client, given: str, kept: bool
) -> None:
    headers = {"x-request-id": given}
    response = client.post("/graphql", json={"query": "{ unknown }"}, headers=headers)
    found = response.headers["x-request-id"]
    assert (found == given) is kept
    assert len(found) >= 4 and found not in response.text
    assert SCRIPT.asked[-1].request_id == found


def test_what_breaks_inside_stays_inside(client: httpx2.Client) -> None:
    response = client.post("/graphql", json={"query": "{ broken }"})
    assert code(response) == "Q199"
    assert response.headers["x-request-id"] in response.json()["errors"][0]["message"]
    assert "hunter2" not in response.text and "Traceback" not in response.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "10.0.0.8:8000"])
def test_other_names_of_this_machine_are_not_answered(client: httpx2.Client, host: str) -> None:
    asked = len(SCRIPT.asked)
    response = client.post("/graphql", json={"query": "{ ok }"}, headers={"host": host})
    assert (response.status_code, code(response)) == (421, "H105")
    assert client.get("/", headers={"host": host}).status_code == 421
    assert len(SCRIPT.asked) == asked


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:1", "[::1]:9"])
def test_its_own_names_are(client: httpx2.Client, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/graphql", "/graphiql", "/healthz", "/metrics", "/none"])
def test_security_headers_are_everywhere(client: httpx2.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert headers["x-request-id"]


def test_readiness_names_what_is_missing_and_its_fix(client: httpx2.Client) -> None:
    response = client.get("/readyz", headers={"accept-language": "en"})
    assert response.status_code == 503
    found = response.json()
    assert found["checks"]["database"] == "ok"
    assert found["checks"]["schema"]["id"] == "S108"
    assert "hub migrate" in found["checks"]["schema"]["fix"]
    assert client.get("/healthz").json() == {"status": "ok"}


def test_meters_count_by_fixed_labels(client: httpx2.Client) -> None:
    def meter(line: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        found = [each for each in lines if each.startswith(line + " ")]
        return float(found[0].rpartition(" ")[2]) if found else 0.0

    requests = 'hub_http_requests_total{path="/graphql",status="200"}'
    errors = 'hub_graphql_errors_total{code="Q105"}'
    before = meter(requests), meter(errors)
    client.post("/graphql", json={"query": "{ ok }"})
    client.post("/graphql", json={"query": "{ unknown }"})
    client.get("/no/such/page/of/mine")
    assert (meter(requests), meter(errors)) == (before[0] + 2, before[1] + 1)
    assert "/no/such/page" not in client.get("/metrics").text
    assert meter('hub_http_request_seconds_count{path="other"}') >= 1


def test_times_are_counted_in_buckets() -> None:
    """What Prometheus reads of a few answers: each bucket holds those of at most its bound."""
    metrics = Metrics()
    for seconds in (0.0004, 0.0005, 0.002, 0.002, 40.0):
        metrics.requested("/graphql", 200, seconds)
    metrics.requested("/", 503, 0.3)
    labels = {"path": "/graphql"}

    def read(name: str, **more: str) -> float | None:
        return metrics.registry.get_sample_value(name, {**labels, **more})

    bounds = ("0.0005", "0.001", "0.0025", "30", "+Inf")
    held = [read("hub_http_request_seconds_bucket", le=each) for each in bounds]
    assert held == [2, 2, 4, 4, 5]
    assert read("hub_http_request_seconds_count") == 5
    assert read("hub_http_request_seconds_sum") == pytest.approx(40.0049)
    assert read("hub_http_requests_total", status="200") == 5
    labels = {"path": "/"}
    assert read("hub_http_requests_total", status="503") == 1
    assert read("hub_http_request_seconds_bucket", le="0.5") == 1
    assert read("hub_http_request_seconds_bucket", le="0.25") == 0


@pytest.mark.parametrize("path", ["/", "/graphiql", "/healthz"])
def test_documents_have_the_headers_of_documents(client: httpx2.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_a_page_without_sources_says_what_to_do(client: httpx2.Client) -> None:
    assert "hub sync" in client.get("/").text
