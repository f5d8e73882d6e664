"""Room for the library's recursion: it follows a chain of objects by one call a link."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STACK = 768 * 1024 * 1024
"""Bytes of stack, reserved and not used: enough for a chain of twice the objects that a part may have."""
_STARTING = threading.Lock()


def with_deep_stack(run: Callable[[], T]) -> T:
    """Runs something in a thread of its own and waits; raises what it raises."""
    outcome: list[T] = []
    failure: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(run())
        except BaseException as error:
            failure.append(error)

    with _STARTING:
        before = threading.stack_size(STACK)
        try:
            thread = threading.Thread(target=body, name="merge")
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]
