"""What the address of a copy says of it: the moment at which an archive made it, or the commit of git that it names."""

import re

__all__ = ["MOMENT_DIGITS", "is_git_commit", "moment_in"]

MOMENT_DIGITS = 14  # year, month, day, hour, minute, second

# An archive's copy: digits and at most a mark of how it is shown, then the page's own address.
_MOMENT = re.compile(r"https?://[^/?#]+/(?:[^/?#]+/)*?(\d{4,})(?:[a-z]{2}_)?/(?:https?:|[^/?#]+\.)", re.IGNORECASE)
# Where the forges of git show a file, a folder or a commit, by its name of 40 digits.
_COMMIT = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/[^/?#]+/[^/?#]+"
    r"|[^/?#]+/[^?#]+/(?:blob|tree|raw|commit|commits|blame|src|src/commit|raw/commit|archive))"
    r"/[0-9a-f]{40}(?:[/.?#]|\Z)",
    re.IGNORECASE,
)


def moment_in(address: str) -> str:
    """The digits that say when an archive made the copy at ``address``; empty if it holds none.

    >>> moment_in("https://web.archive.org/web/20220329122252/https://gazette.example/a")
    '20220329122252'
    >>> moment_in("https://web.archive.org/web/2022/https://gazette.example/a")
    '2022'
    >>> moment_in("https://archive.ph/AbCdE")
    ''
    """
    match = _MOMENT.match(address)
    return match[1] if match else ""


def is_git_commit(address: str) -> bool:
    """Whether it names a full commit of a git repository: what that names never changes.

    >>> is_git_commit("https://github.com/somebody/data/tree/9ea6456f4437dac6f04e22eaab85b0ec88601179/source_data")
    True
    >>> is_git_commit("https://github.com/somebody/data/blob/main/losses.json")
    False
    """
    return _COMMIT.match(address) is not None
