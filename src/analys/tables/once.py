"""What several tables ask of a study is counted once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from analys.language import spoken
from analys.study import Study

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once(
    count: Callable[Concatenate[Study, Asked], Found],
) -> Callable[Concatenate[Study, Asked], Found]:
    """Let a function of a study answer from memory what it has been asked before.

    What is asked for has to be hashable, and what comes back is shared: it is never changed. The
    memory is the study's own, one for each language, and goes with it.
    """

    @wraps(count)
    def answered(study: Study, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        key = (count, spoken(), args, tuple(sorted(kwargs.items())))
        if key not in study.remembered:
            study.remembered[key] = count(study, *args, **kwargs)
        found: Found = study.remembered[key]
        return found

    return answered
