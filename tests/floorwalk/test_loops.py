"""A loop steps while there is work, waits while there is none, and outlives what goes wrong in a step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from floorwalk.parts.loops import Loop
from tests.patience import LONG
from tests.product import wait_until

Start = Callable[[Callable[[], bool], float], Loop]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Loop] = []

    def begin(step: Callable[[], bool], idle_wait: float) -> Loop:
        loop = Loop("relay", step, idle_wait)
        loop.start()
        started.append(loop)
        return loop

    yield begin
    for loop in started:
        loop.ask_to_stop()
        assert loop.wait_stopped(LONG)


def test_it_steps_until_there_is_no_work(start: Start) -> None:
    left, done = [3], threading.Event()

    def step() -> bool:
        left[0] -= 1
        if left[0] == 0:
            done.set()
        return left[0] > 0

    loop = start(step, 60)
    assert done.wait(LONG)
    assert loop.state() == "ok"


def test_it_can_be_woken_from_its_wait(start: Start) -> None:
    stepped = threading.Semaphore(0)

    def step() -> bool:
        stepped.release()
        return False

    loop = start(step, 60)
    assert stepped.acquire(timeout=LONG)
    loop.wake()
    assert stepped.acquire(timeout=LONG)


def test_a_failing_step_is_shown_and_tried_again(start: Start) -> None:
    failed, may_work, worked = threading.Event(), threading.Event(), threading.Event()

    def step() -> bool:
        if not may_work.is_set():
            failed.set()
            raise OSError("the disk is full")
        worked.set()
        return False

    loop = start(step, 0.01)
    assert failed.wait(LONG)
    wait_until(lambda: loop.state() == "failing: OSError", LONG, loop.state)
    may_work.set()
    assert worked.wait(LONG)
    wait_until(lambda: loop.state() == "ok", LONG, loop.state)


def test_one_that_ended_is_not_ok(start: Start) -> None:
    loop = start(lambda: False, 60)
    loop.ask_to_stop()
    assert loop.wait_stopped(LONG)
    assert loop.state() == "not running"
