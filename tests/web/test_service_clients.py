"""Calling the services: tokens, errors made one, lists kept by their tag."""

from __future__ import annotations

import httpx
import pytest
from joserfc.jwk import KeySet

from contracts.problems import INVALID, RULE_BROKEN
from contracts.tokens import Signer, Verifier, new_key
from tests.web.cast import AMARA, HARBOUR, INES
from tests.web.services import Services
from web.kept_lists import FRESH_SECONDS, KeptList
from web.service_calls import Calls
from web.service_clients import Followup, Observation
from web.service_errors import ServiceError
from web.service_tokens import REUSED_SECONDS, WEB, Caller, Tokens

INES_CALLS = Caller(INES, frozenset({"supervisor"}))


class Seconds:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def tokens(clock: Seconds) -> Tokens:
    return Tokens(Signer(new_key(), "floorwalk-web"), clock)


def answering(response: httpx.Response) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(lambda _request: response), base_url="http://service.test")


def test_it_signs_for_the_person_with_the_persons_roles() -> None:
    key = new_key()
    token = Tokens(Signer(key, "floorwalk-web")).token(INES_CALLS, "followup")
    claims = Verifier(lambda: KeySet([key]), "followup").verify(token)
    assert (claims.subject, claims.roles) == (INES, {"supervisor"})


def test_it_uses_a_token_again_while_it_is_good(tokens: Tokens, clock: Seconds) -> None:
    first = tokens.token(INES_CALLS, "followup")
    clock.now += REUSED_SECONDS - 1
    assert tokens.token(INES_CALLS, "followup") == first
    clock.now += 1
    assert tokens.token(INES_CALLS, "followup") != first


def test_it_never_mixes_up_tokens(tokens: Tokens) -> None:
    callers = [INES_CALLS, Caller(INES, frozenset({"supervisor", "admin"})), Caller(AMARA), WEB]
    made = {tokens.token(caller, audience) for caller in callers for audience in ("observation", "followup")}
    assert len(made) == 8


def test_it_says_what_the_service_says_of_fields(tokens: Tokens, services: Services) -> None:
    services.refuse("/end", INVALID, detail="No.", errors={"ended_at": ["A walk cannot end before it started."]})
    with pytest.raises(ServiceError) as caught:
        Observation(services.observation(), tokens).end_walk(INES_CALLS, AMARA, "2026-11-18T10:42:00Z")
    assert (caught.value.kind, caught.value.status, caught.value.detail) == ("invalid", 422, "No.")
    assert caught.value.errors == {"ended_at": ["A walk cannot end before it started."]}
    assert not caught.value.unreachable


def test_it_knows_a_broken_rule(tokens: Tokens, services: Services) -> None:
    services.refuse("/acknowledgement", RULE_BROKEN, detail="It was seen already.")
    with pytest.raises(ServiceError) as caught:
        Observation(services.observation(), tokens).acknowledge(INES_CALLS, AMARA)
    assert (caught.value.kind, caught.value.status) == ("rule-broken", 409)


@pytest.mark.parametrize("status", [401, 408, 425, 429, 500, 502, 503, 504])
def test_it_takes_for_unreachable_what_another_try_may_mend(tokens: Tokens, status: int) -> None:
    calls = Calls(answering(httpx.Response(status, headers={"Retry-After": "7"})), tokens, "followup")
    with pytest.raises(ServiceError) as caught:
        calls.get(INES_CALLS, "/v1/alerts")
    assert (caught.value.unreachable, caught.value.status, caught.value.retry_after) == (True, 503, 7)


def test_it_takes_for_unreachable_what_does_not_answer(tokens: Tokens, services: Services) -> None:
    services.down.add("followup")
    with pytest.raises(ServiceError) as caught:
        Followup(services.followup(), tokens).walk(INES_CALLS)
    assert caught.value.unreachable


def test_it_takes_for_unreachable_what_answers_nonsense(tokens: Tokens) -> None:
    calls = Calls(answering(httpx.Response(200, text="<html>")), tokens, "followup")
    with pytest.raises(ServiceError) as caught:
        calls.get(INES_CALLS, "/v1/alerts")
    assert caught.value.unreachable


def test_it_understands_a_refusal_without_a_problem(tokens: Tokens) -> None:
    calls = Calls(answering(httpx.Response(404, text="gone")), tokens, "followup")
    with pytest.raises(ServiceError) as caught:
        calls.get(INES_CALLS, "/v1/alerts")
    assert (caught.value.kind, caught.value.status) == ("refused", 404)


def test_it_reads_a_list_page_by_page(tokens: Tokens) -> None:
    pages = {"": {"items": [{"n": 1}], "next": "x"}, "x": {"items": [{"n": 2}], "next": None}}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=pages[request.url.params.get("cursor", "")])

    http = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://service.test")
    calls = Calls(http, tokens, "observation")
    assert calls.all(WEB, "/v1/people") == [{"n": 1}, {"n": 2}]
    assert KeptList(calls, "/v1/teams").items() == [{"n": 1}, {"n": 2}]


def kept_teams(services: Services, tokens: Tokens, clock: Seconds) -> KeptList:
    return KeptList(Calls(services.observation(), tokens, "observation"), "/v1/teams", clock)


def test_it_asks_for_a_kept_list_seldom_and_by_its_tag(services: Services, tokens: Tokens, clock: Seconds) -> None:
    teams = kept_teams(services, tokens, clock)
    first, *_others = teams.items()
    assert first["id"] == HARBOUR
    teams.items()
    assert len(services.asked) == 1
    clock.now += FRESH_SECONDS
    teams.items()
    services.teams.pop()
    assert len(teams.items()) == 3
    clock.now += FRESH_SECONDS
    assert len(teams.items()) == 2
    assert len(services.asked) == 3


def test_it_shows_a_kept_list_while_the_service_is_away(services: Services, tokens: Tokens, clock: Seconds) -> None:
    teams = kept_teams(services, tokens, clock)
    teams.items()
    services.down.add("observation")
    clock.now += FRESH_SECONDS
    assert len(teams.items()) == 3


def test_it_says_that_it_never_had_the_list(services: Services, tokens: Tokens, clock: Seconds) -> None:
    services.down.add("observation")
    with pytest.raises(ServiceError):
        kept_teams(services, tokens, clock).items()
