"""The two services as the web uses them: a method a deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from web.alert_calls import AlertCalls
from web.channel_calls import ChannelCalls
from web.kept_lists import KeptList
from web.referral_calls import Referrals
from web.service_calls import MOST_ITEMS, Calls, Written
from web.service_tokens import WEB, Caller, Tokens

Json = dict[str, Any]

UNRESOLVED = "raised,acknowledged,snoozed,escalated"


class Observation:
    """The write side, and the directory of people, teams and behaviours."""

    def __init__(self, http: httpx.Client, tokens: Tokens) -> None:
        self._calls = Calls(http, tokens, "observation")
        self.referrals = Referrals(self._calls)
        self._teams = KeptList(self._calls, "/v1/teams")
        self._behaviours = KeptList(self._calls, "/v1/behaviours")

    def person(self, person_id: str) -> Json:
        return self._calls.get(WEB, f"/v1/people/{person_id}")

    def people(self, team_id: str | None = None) -> list[Json]:
        """Everybody, or a team."""
        return self._calls.all(WEB, "/v1/people", {"team": team_id})

    def teams(self) -> dict[str, Json]:
        """Every team by its id."""
        return {team["id"]: team for team in self._teams.items()}

    def behaviours(self) -> list[Json]:
        """The catalogue by its words, without what was retired."""
        present = [behaviour for behaviour in self._behaviours.items() if not behaviour.get("retired")]
        return sorted(present, key=lambda behaviour: str(behaviour["label"]).casefold())

    def start_walk(self, caller: Caller, walk_id: str, started_at: str) -> Written:
        """Several notes may begin it, each in the belief to be the first; they say the same."""
        body = {"started_at": started_at, "occurred_at": started_at}
        return self._calls.put(caller, f"/v1/walks/{walk_id}", body)

    def end_walk(self, caller: Caller, walk_id: str, ended_at: str) -> Written:
        return self._calls.put(caller, f"/v1/walks/{walk_id}/end", {"ended_at": ended_at})

    def record(self, caller: Caller, note_id: str, note: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}", note)

    def withdraw(self, caller: Caller, note_id: str, reason: str) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}/withdrawal", {"reason": reason})

    def acknowledge(self, caller: Caller, note_id: str) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}/acknowledgement", {})

    def reply(self, caller: Caller, note_id: str, reply_id: str, text: str) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}/replies/{reply_id}", {"text": text})

    def ask_clarification(self, caller: Caller, note_id: str, text: str) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}/clarification", {"text": text})

    def answer_clarification(self, caller: Caller, note_id: str, outcome: str, text: str) -> Written:
        body = {"outcome": outcome, "text": text}
        return self._calls.put(caller, f"/v1/observations/{note_id}/clarification/answer", body)

    def amend(self, caller: Caller, note_id: str, amendment_id: str, changes: Mapping[str, Any]) -> Written:
        return self._calls.put_all(caller, f"/v1/observations/{note_id}/amendments/{amendment_id}", changes)

    def answer_by_amending(self, caller: Caller, note_id: str, amendment: Mapping[str, Any]) -> Written:
        """``amendment`` has its own id among the changes; its reason is the answer."""
        body = {"outcome": "amended", "text": amendment["reason"], "amendment": dict(amendment)}
        return self._calls.put_all(caller, f"/v1/observations/{note_id}/clarification/answer", body)

    def mark_duplicate(self, caller: Caller, note_id: str, original_id: str) -> Written:
        return self._calls.put(caller, f"/v1/observations/{note_id}/duplicate_of", {"observation_id": original_id})

    def unmark_duplicate(self, caller: Caller, note_id: str) -> Written:
        return self._calls.delete(caller, f"/v1/observations/{note_id}/duplicate_of")

    def assign_training(self, caller: Caller, training_id: str, training: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/trainings/{training_id}", training)

    def complete_training(self, caller: Caller, training_id: str, passed: bool, score: float | None) -> Written:
        result = {"passed": passed, "score": score}
        return self._calls.put(caller, f"/v1/trainings/{training_id}/completion", result)

    def cancel_training(self, caller: Caller, training_id: str, reason: str) -> Written:
        return self._calls.put(caller, f"/v1/trainings/{training_id}/cancellation", {"reason": reason})

    def pair(self, caller: Caller, mentoring_id: str, mentor_id: str, rep_id: str) -> Written:
        return self._calls.put(caller, f"/v1/mentorings/{mentoring_id}", {"mentor_id": mentor_id, "rep_id": rep_id})

    def end_mentoring(self, caller: Caller, mentoring_id: str) -> Written:
        return self._calls.put(caller, f"/v1/mentorings/{mentoring_id}/end", {})

    def propose(self, caller: Caller, promise_id: str, promise: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/commitments/{promise_id}", promise)

    def confirm(self, caller: Caller, promise_id: str, via: str, revision: int | None) -> Written:
        body = {"via": via, "revision": revision}
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/confirmation", body)

    def decline(self, caller: Caller, promise_id: str, reason: str, revision: int | None) -> Written:
        body = {"reason": reason, "revision": revision}
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/decline", body)

    def report_practice(self, caller: Caller, promise_id: str, report_id: str, text: str) -> Written:
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/practice_reports/{report_id}", {"text": text})

    def revisit(self, caller: Caller, promise_id: str, revisit_id: str, outcome: str) -> Written:
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/revisits/{revisit_id}", {"outcome": outcome})

    def ask_renewal(self, caller: Caller, promise_id: str, request_id: str, due_on: str, reason: str) -> Written:
        body = {"due_on": due_on, "reason": reason}
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/renewal_requests/{request_id}", body)

    def renew(self, caller: Caller, promise_id: str, renewal_id: str, due_on: str, reason: str) -> Written:
        body = {"due_on": due_on, "reason": reason}
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/renewals/{renewal_id}", body)

    def close(self, caller: Caller, promise_id: str, outcome: str, reason: str) -> Written:
        body = {"outcome": outcome, "reason": reason}
        return self._calls.put(caller, f"/v1/commitments/{promise_id}/closure", body)

    def plan_session(self, caller: Caller, session_id: str, plan: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/sessions/{session_id}", plan)

    def move_session(self, caller: Caller, session_id: str, schedule: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/sessions/{session_id}/schedule", schedule)

    def raise_point(self, caller: Caller, session_id: str, point_id: str, text: str) -> Written:
        return self._calls.put(caller, f"/v1/sessions/{session_id}/agenda/{point_id}", {"text": text})

    def conclude(self, caller: Caller, session_id: str, outcome: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/sessions/{session_id}/outcome", outcome)

    def rate(self, caller: Caller, session_id: str, score: int, text: str) -> Written:
        return self._calls.put(caller, f"/v1/sessions/{session_id}/rating", {"score": score, "text": text})

    def set_cadence(self, caller: Caller, rep_id: str, cadence: Mapping[str, Any]) -> Written:
        return self._calls.put(caller, f"/v1/reps/{rep_id}/cadence", cadence)

    def end_cadence(self, caller: Caller, rep_id: str) -> Written:
        return self._calls.delete(caller, f"/v1/reps/{rep_id}/cadence")


class Followup:
    """The read side. ``at`` is a position that the answer must have reached, 0 for any."""

    def __init__(self, http: httpx.Client, tokens: Tokens) -> None:
        self._calls = Calls(http, tokens, "followup")
        self.watch = AlertCalls(self._calls)
        self.channels = ChannelCalls(self._calls)

    def walk(self, caller: Caller, at: int = 0) -> Json:
        """The walk with all of its items."""
        path = f"/v1/supervisors/{caller.subject}/walk"
        walk = self._get(caller, path, at, {"limit": MOST_ITEMS})
        if walk.get("next"):
            walk["items"] = self._calls.all(caller, path)
        return walk

    def duties(self, caller: Caller, at: int = 0) -> list[Json]:
        return self._all(caller, f"/v1/supervisors/{caller.subject}/duties", at)

    def card(self, caller: Caller, rep_id: str, at: int = 0) -> Json:
        return self._get(caller, f"/v1/reps/{rep_id}/card", at)

    def timeline(self, caller: Caller, rep_id: str, kinds: str = "", before: str = "", at: int = 0) -> Json:
        asked = {"kinds": kinds, "before": before, "limit": 30}
        return self._get(caller, f"/v1/reps/{rep_id}/timeline", at, asked)

    def readers(self, caller: Caller, before: str = "") -> Json:
        """Who read what is kept of the caller, a page."""
        return self._get(caller, f"/v1/reps/{caller.subject}/readers", 0, {"cursor": before})

    def promises(self, caller: Caller, rep_id: str, at: int = 0) -> list[Json]:
        return self._all(caller, "/v1/commitments", at, {"rep": rep_id})

    def session(self, caller: Caller, session_id: str, at: int = 0) -> Json:
        return self._get(caller, f"/v1/sessions/{session_id}", at)

    def agenda(self, caller: Caller, session_id: str, at: int = 0) -> Json:
        return self._get(caller, f"/v1/sessions/{session_id}/agenda", at)

    def sessions(self, caller: Caller, rep_id: str, since: str, at: int = 0) -> list[Json]:
        """A rep's, from a day on, as they begin."""
        return self._all(caller, "/v1/sessions", at, {"rep": rep_id, "from": since})

    def alerts(self, caller: Caller) -> list[Json]:
        """Those that are not resolved."""
        return self._all(caller, "/v1/alerts", 0, {"state": UNRESOLVED})

    def alert(self, caller: Caller, alert_id: str) -> Json:
        return self._get(caller, f"/v1/alerts/{alert_id}", 0)

    def coverage(self, caller: Caller) -> Json:
        """Who was last seen when, of all that the caller may see."""
        return self._get(caller, "/v1/coverage", 0)

    def effectiveness(self, caller: Caller, team_id: str | None = None) -> Json:
        return self._get(caller, "/v1/effectiveness", 0, {"team": team_id})

    def _get(self, caller: Caller, path: str, at: int, params: Mapping[str, Any] | None = None) -> Json:
        return self._calls.get(caller, path, {**(params or {}), "at_position": at or None})

    def _all(self, caller: Caller, path: str, at: int, params: Mapping[str, Any] | None = None) -> list[Json]:
        return self._calls.all(caller, path, {**(params or {}), "at_position": at or None})
