"""Shows how far an import is: one line a step that fills up on a terminal, plain lines in a log."""

from django.core.management.base import OutputWrapper

_WIDTH = 30  # characters of a bar
_LONG = 1_000  # from so many rows on, a step shows its parts in a log


class ProgressLines:
    """A Progress (see results) that writes to ``stream``.

    On a terminal a step's line is written over until the step is done. Elsewhere a step has a line of its own for
    every part done if it is long, at most one for each tenth: a log stays short and still shows that something happens.
    """

    def __init__(self, stream: OutputWrapper) -> None:
        self.stream = stream
        self.over = stream.isatty()
        self.tenth = -1

    def __call__(self, step: str, done: int, total: int) -> None:
        ended = done >= total
        if self.over:
            filled = _WIDTH if ended else _WIDTH * done // total
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self._write(f"\r  {step:<24}{bar} {done:>8,} of {total:,}" + ("\n" if ended else ""))
        elif done and (tenth := 10 if ended else 10 * done // total) != self.tenth and (ended or total >= _LONG):
            self._write(f"  {step:<24}{done:>8,} of {total:,}\n")
            self.tenth = -1 if ended else tenth

    def _write(self, text: str) -> None:
        self.stream.write(text, ending="")
        self.stream.flush()
