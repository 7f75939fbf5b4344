"""Postings and CVs -> text: plain text, Markdown, PDF, Word."""

from __future__ import annotations

import logging
from pathlib import Path

from interviewer.errors import MissingDependencyError, UsageError
from interviewer.output import archives

MAX_BYTES = 10_000_000
"""A posting or a CV with pictures has one or two megabytes."""
MAX_PAGES = 30
MAX_UNPACKED = 100_000_000
INSTALL = "Install the extra: pip install 'mock-interviewer[posting]'"


def document_text(path: Path) -> str:
    """The text of a document.

    Raises:
        UsageError: it is not there, cannot be read, is too large, or holds no text (a scan, for example).
        MissingDependencyError: its format needs a library that is not installed.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "Pass a posting as txt, md, pdf or docx.")
    if not path.is_file():
        raise UsageError(f"{path}: no such file", "Pass a posting as txt, md, pdf or docx.")
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(f"{path} is larger than 10 MB", "Save its text alone.")
    readers = {".pdf": _pdf, ".docx": _docx}
    text = readers.get(path.suffix.lower(), _plain)(path)
    if not any(character.isalpha() for character in text):
        scan = "It may be a scan: copy the text into a txt file, or run it through OCR."
        raise UsageError(f"{path} holds no text", scan if path.suffix == ".pdf" else "Check it.")
    return text


def _plain(path: Path) -> str:
    content = path.read_bytes()
    if b"\0" in content:
        raise UsageError(f"{path} is not text", "Pass a posting as txt, md, pdf or docx.")
    return content.decode("utf-8-sig", errors="replace")


def _pdf(path: Path) -> str:
    try:
        from pypdf import PdfReader
    except ImportError:
        raise MissingDependencyError("Reading PDF needs pypdf", INSTALL) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said in one line below
    try:
        reader = PdfReader(path)
        locked = reader.is_encrypted
        pages = [] if locked else [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    except Exception as error:  # pypdf raises what it likes
        raise UsageError(f"{path} cannot be read as PDF", "Save its text as txt.") from error
    if locked:
        raise UsageError(f"{path} is encrypted", "Save it without a password.")
    return "\n".join(pages)


def _docx(path: Path) -> str:
    try:
        import docx
    except ImportError:
        raise MissingDependencyError("Reading Word needs python-docx", INSTALL) from None
    if archives.unpacked_bytes(path) > MAX_UNPACKED:
        raise UsageError(f"{path} is larger than 100 MB unpacked", "Save its text alone.")
    try:
        document = docx.Document(str(path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    except Exception as error:  # python-docx raises what it likes
        raise UsageError(f"{path} cannot be read as Word", "Save its text as txt.") from error
