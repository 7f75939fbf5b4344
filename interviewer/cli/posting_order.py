"""The posting that the user prepares for, remembered, so that what it asks for stays first in the calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.common import say
from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.packs.posting import PostingMatch


def remember(posting: Path) -> None:
    """Prepare for this posting from now on."""
    from interviewer.settings.settings_file import change

    change("posting", str(posting.resolve()))


def remembered() -> PostingMatch | None:
    """What the remembered posting asks for; None where there is none, or, with a word about it, where it cannot be read."""
    from interviewer.packs import catalogue
    from interviewer.packs.posting import match_posting
    from interviewer.packs.posting_files import document_text
    from interviewer.settings import user_settings

    posting = user_settings.load().posting
    if not posting:
        return None
    try:
        return match_posting(document_text(Path(posting)), catalogue.load_all())
    except InterviewerError as error:
        say(f"The posting is left out: {error} `plan --posting FILE` names another.", err=True)
        return None


def asked_for(match: PostingMatch | None) -> list[str]:
    """The competencies that a posting asks for, most first."""
    return [one.name for one in match.asked] if match else []
