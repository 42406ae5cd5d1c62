"""GraphiQL needs nothing from elsewhere: every file it loads is ours, and is what it was."""

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import httpx2
import pytest
from starlette.applications import Starlette

from hub.api.graphiql import FOLDER, ROUTES
from tests.api.serving import served


class Links(HTMLParser):
    """What a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("src", "href") and value]
        self.scripts += tag == "script" and not any(name == "src" for name, _ in attrs)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with served(Starlette(routes=ROUTES)) as url, httpx2.Client(base_url=url) as made:
        yield made


def test_everything_the_page_loads_is_ours(client: httpx2.Client) -> None:
    page = client.get("/graphiql")
    assert page.headers["content-type"].startswith("text/html")
    links = Links()
    links.feed(page.text)
    files = [link for link in links.found if not link.startswith("data:")]
    assert len(files) == 6
    assert links.scripts == 0
    for each in files:
        assert "//" not in each
        got = client.get(f"/{each}")
        assert got.status_code == 200, each
        kind = "css" if each.endswith("css") else "javascript"
        assert kind in got.headers["content-type"]


def test_styles_and_our_script_name_no_other_place() -> None:
    for path in FOLDER.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text
        assert set(re.findall(r"url\(['\"]?(\w+):", text)) <= {"data"}
    for name in ("index.html", "page.js", "page.css"):
        assert "http" not in (FOLDER / name).read_text(encoding="utf-8")


def test_scripts_fetch_from_nowhere_else() -> None:
    """Addresses in the builds are names of XML spaces, licences and links a reader may follow."""
    known = ("www.w3.org", "github.com", "reactjs.org", "commonmark.org", "codemirror.net",
             "en.wikipedia.org")  # fmt: skip
    for path in FOLDER.glob("*.min.js"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([\w.-]+\.\w+)", text)) <= set(known)
        assert "importScripts" not in text and "new Worker" not in text


def test_files_are_the_published_ones() -> None:
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|$", table, re.MULTILINE)
    vendored = {path.name for path in FOLDER.glob("*.min.*")}
    assert {name for name, _ in rows} == vendored
    for name, sha256 in rows:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == sha256, name
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 5_000_000


def test_nothing_outside_the_folder_is_given(client: httpx2.Client) -> None:
    for path in ("/graphiql/../graphiql.py", "/graphiql/%2e%2e/%2e%2e/graphiql.py"):
        assert client.get(path).status_code in (404, 405)
