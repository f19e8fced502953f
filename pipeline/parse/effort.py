"""What reading a text may cost: time that grows no faster than the text, whatever stands in it.

Invariant: what the rules of Markdown do with a text is paid for in steps of its `Effort`, before or soon after they do it.
"""


class Exhausted(Exception):
    """Reading on would take too long."""


class Effort:
    """The steps that are left for reading a text."""

    def __init__(self, characters: int) -> None:
        # A step takes a few microseconds; ordinary text takes one for ten characters, a table of short cells one for each.
        self.left = 200_000 + characters // 4
        self._made = 0

    def spend(self, steps: int) -> None:
        """Take *steps*; raises Exhausted if they are not there any more."""
        self.left -= steps
        if self.left < 0:
            raise Exhausted

    def spend_on_output(self, text: str) -> None:
        """Take the steps for *text* in the output, where the sanitizer takes each `&` times the length of what is around it."""
        self.spend(len(text) // 50 + text.count("&") * len(text) // 50_000)

    def look(self, made: int) -> None:
        """Take a step for a look at a line, and one for each token *made* since the last."""
        self.spend(1 + max(made - self._made, 0))
        self._made = made
