"""The fuzzer itself: it finds what is planted, makes it small, and every target takes a few inputs."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from chancery.errors import PackError, RuleError

TOOLS = Path(__file__).resolve().parents[2] / "tools" / "fuzz"
sys.path.insert(0, str(TOOLS))

import mutation  # noqa: E402
from targets import TARGETS, Target, is_ours  # noqa: E402

import run  # noqa: E402

FEW = 12


def planted(content: bytes) -> None:
    if b"<" in content and b">" in content:
        raise KeyError(content)
    if b"&" in content:
        raise PackError("ours")


def test_what_is_planted_is_found_and_made_small() -> None:
    target = Target("planted", planted, lambda: [b"a long text with nothing in it"], lambda: [b"<b>", b"&"])
    count, (found,) = run.crashes(target, 1.0, Random(1))
    assert count > FEW
    assert found.content in (b"<>", b"><")
    assert found.place.startswith("KeyError test_fuzzing.py:")
    assert "planted" in found.trace


def test_what_takes_too_long_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(content: bytes) -> None:
        while True:
            pass

    if not hasattr(run.signal, "SIGALRM"):
        pytest.skip("there are no alarms here")
    monkeypatch.setattr(run, "LONGEST_S", 1)
    failed = run.fault(Target("slow", forever, lambda: [b"a"]), b"a")
    assert failed is not None
    assert failed[0].startswith("Slow")


def test_only_our_own_errors_may_leave() -> None:
    assert is_ours(ExceptionGroup("faults", [RuleError("a"), PackError("b")]))
    assert not is_ours(ExceptionGroup("faults", [RuleError("a"), ValueError("b")]))
    assert not is_ours(KeyError("a"))


def test_the_same_seed_makes_the_same_inputs() -> None:
    seeds, words = [b"Japan opened", b"a consulate"], [b"\xff", b"<"]
    first, second = ([mutation.mutated(Random(n), seeds, words) for n in range(50)] for _ in range(2))
    assert first == second
    assert len(set(first)) > FEW
    assert all(len(each) <= mutation.LONGEST for each in first)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_a_few_inputs(name: str) -> None:
    target = TARGETS[name]
    for _, content in zip(range(FEW), run.inputs(target, Random(name)), strict=False):
        failed = run.fault(target, content[: mutation.LONGEST // 10] if name.endswith("reading") else content)
        assert failed is None, failed
