"""A measure that does not help, called settled soon after."""

from __future__ import annotations

import pytest

from interviewer.answer import Answer, plain
from interviewer.checks.technical.matching import matches
from interviewer.model import Kind


def claims(text: str, rubric: str) -> set[str]:
    """The wrong claims a text makes."""
    found = matches(rubric, Answer(plain(text), kind=Kind.TECHNICAL)).wrong
    return {key for key, places in found.items() if places}


@pytest.mark.parametrize(
    ("text", "rubric", "claim"),
    [
        ("Encrypting the id fixes it.", "idor", "https-or-jwt"),
        ("We encrypt the order number in the link. It took us an hour. So that is solved.", "idor", "https-or-jwt"),
        ("A random id each. Now nobody can open another's parcel, so the ticket is closed.", "idor", "uuid-fixes"),
        ("The link went off the page. The managers liked it. The ticket was closed.", "idor", "hide-the-button"),
        ("The id must be eight digits. With that in place the matter is settled.", "idor", "input-validation"),
        ("The page checks the type. So the server doesn't need to do it again.", "file-upload", "client-side-validation"),
    ],
)  # fmt: skip
def test_a_measure_and_its_closing_are_one_claim(text: str, rubric: str, claim: str) -> None:
    """Also when they stand sentences apart."""
    assert claim in claims(text, rubric)


@pytest.mark.parametrize(
    ("text", "rubric"),
    [
        ("guids make it harder and that is all i test with two logins in the pipeline", "idor"),
        ("Encrypting the id doesn't fix it.", "idor"),
        ("We encrypt the order number. That does not fix it.", "idor"),
        ("Random ids are a nice extra. The server looks up whose parcel it is, so that is closed.", "idor"),
        ("Until the virus scanner has had its look, nobody can open it.", "file-upload"),
        ("The user logs in and asks for an invoice.", "idor"),
        ("The scanner may miss some. I test with a file, and a harmless test virus every night.", "file-upload"),
    ],
)  # fmt: skip
def test_denials_and_what_helps_as_well_are_no_claims(text: str, rubric: str) -> None:
    """Nor is a measure that nothing is settled by."""
    assert claims(text, rubric) == set()
