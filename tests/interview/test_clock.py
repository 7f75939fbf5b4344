"""The session's clock."""

from interviewer.interview.clock import Clock


def test_a_pause_does_not_count_and_a_crash_loses_nothing() -> None:
    """Time goes on where it stopped."""
    now = [100.0]
    clock = Clock(60.0, before_s=5.0, now=lambda: now[0])
    assert clock.elapsed_s == 5.0
    clock.go_on()
    now[0] += 10
    assert clock.elapsed_s == 15.0
    clock.pause()
    now[0] += 1000
    assert clock.elapsed_s == 15.0
    clock.go_on()
    clock.go_on()
    now[0] += 50
    assert clock.left_s == -5.0
