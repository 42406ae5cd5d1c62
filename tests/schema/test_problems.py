"""The catalogue of errors: complete, consistent in both languages, and what people see."""

import pickle
import re

import pytest

from schema.problems import PROBLEMS, HubError, Problem, RejectRow, RetryLater, StopBatch, ingest
from schema.problems import hub as hub_problems
from schema.problems import query as query_problems
from schema.problems import store as store_problems
from schema.problems.model import parameters_of

EVERY = [
    *ingest.PROBLEMS,
    *query_problems.PROBLEMS,
    *store_problems.PROBLEMS,
    *hub_problems.PROBLEMS,
]
FAMILY = {ingest: "A", query_problems: "Q", store_problems: "S", hub_problems: "H"}


def test_codes_and_names_are_unique() -> None:
    assert len({problem.code for problem in EVERY}) == len(EVERY) == len(PROBLEMS)
    assert len({problem.name for problem in EVERY}) == len(EVERY)


@pytest.mark.parametrize("problem", EVERY, ids=lambda problem: problem.code)
def test_every_problem_speaks_both_languages_and_says_what_to_do(problem: Problem) -> None:
    assert re.fullmatch(r"[A-Z]\d{3}", problem.code)
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", problem.name)
    assert 400 <= problem.status < 600
    for text in (problem.zh, problem.fix_zh):
        assert re.search(r"[\u4e00-\u9fff]", text), f"{problem.code} has no Chinese: {text!r}"
    for text in (problem.en, problem.fix_en):
        assert re.search(r"[a-z]{3}", text), f"{problem.code} has no English: {text!r}"
    column = frozenset({"column"})
    assert parameters_of(problem.zh) | column == parameters_of(problem.en) | column
    assert parameters_of(problem.fix_zh) == parameters_of(problem.fix_en)


def test_codes_stand_in_order_in_their_family() -> None:
    for module, letter in FAMILY.items():
        codes = [problem.code for problem in module.PROBLEMS]
        assert codes == sorted(codes)
        assert {code[0] for code in codes} == {letter}


def test_rendering_names_place_cause_and_fix() -> None:
    error = RejectRow("A214", value="1,2.5", unit="万元").at(
        "treasury pay.csv row 1873", column="JE"
    )
    assert error.render("en") == (
        'A214 treasury pay.csv row 1873: JE="1,2.5" is not an amount in 万元 of a whole number '
        "of fen.\n     Fix: ask the source for plain decimals, no finer than one fen, and check "
        "the declared unit."
    )
    assert error.render("zh").startswith(
        'A214 treasury pay.csv row 1873：JE="1,2.5" 不是以万元为单位、精确到分的金额。\n     处理：'
    )
    assert isinstance(error, RejectRow)


def test_suggestions_become_a_question_or_nothing() -> None:
    def message(names: list[str]) -> str:
        error = HubError("Q105", type="Payment", field="amuont", did_you_mean=names)
        return error.message("en")

    assert message([]) == 'Payment has no field "amuont".'
    assert message(["amount"]).endswith('Did you mean "amount"?')
    assert message(["amount", "account"]).endswith('Did you mean "amount" or "account"?')


def test_a_callers_value_is_printed_safely() -> None:
    error = RejectRow("A203", value="1\x1b[2J\n" + "9" * 1000, column="N")
    text = error.message("en")
    assert text.isprintable()
    assert r"\x1b[2J\n" in text
    assert len(text) < 250


def test_a_value_that_looks_like_a_template_stays_text() -> None:
    assert "{kind}" in HubError("Q119", value="{kind}", kind="Money").message("en")


def test_a_column_known_only_to_the_crosswalk_may_come_later() -> None:
    assert RejectRow("A202", value="x", format="%Y").message("en").startswith('the value="x"')
    known = RejectRow("A202", value="x", format="%Y", column="RQ").at("row 1", column="other")
    assert known.message("en").startswith('RQ="x"')


def test_wrong_parameters_are_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="Q115 takes"):
        HubError("Q115", identifier="x")
    with pytest.raises(KeyError):
        HubError("Z999")


@pytest.mark.parametrize("kind", [HubError, StopBatch, RetryLater, RejectRow])
def test_errors_travel_between_processes(kind: type[HubError]) -> None:
    error = kind("A306", place="here", source="treasury", cause="refused")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert again.render("zh") == error.render("zh")
