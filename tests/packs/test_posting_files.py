"""Postings and CVs are read from text, PDF and Word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from interviewer.errors import UsageError
from interviewer.packs.posting_files import document_text


@pytest.mark.parametrize("name", ["posting.txt", "posting.md", "posting"])
def test_text_is_read_as_it_is(name: str, tmp_path: Path) -> None:
    """Whatever its name, also with a mark at its start."""
    (tmp_path / name).write_bytes(b"\xef\xbb\xbfWe look for a nurse")
    assert document_text(tmp_path / name) == "We look for a nurse"


@pytest.mark.filterwarnings("ignore")
def test_pdf_is_read(tmp_path: Path) -> None:
    """The text of its pages."""
    pypdf = pytest.importorskip("pypdf")
    from pypdf import generic

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    content = generic.StreamObject()
    content.set_data(b"BT /F 12 Tf 20 200 Td (We look for a nurse) Tj ET")
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = generic.DictionaryObject(
        {generic.NameObject(key): generic.NameObject(value) for key, value in font.items()}
    )
    fonts = generic.DictionaryObject({generic.NameObject("/F"): named})
    page[generic.NameObject("/Resources")] = generic.DictionaryObject(
        {generic.NameObject("/Font"): fonts}
    )
    page[generic.NameObject("/Contents")] = content
    writer.write(tmp_path / "posting.pdf")
    assert "We look for a nurse" in document_text(tmp_path / "posting.pdf")


@pytest.mark.filterwarnings("ignore")
def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A page without text; and what is no PDF at all."""
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    with pytest.raises(UsageError, match="OCR"):
        document_text(tmp_path / "scan.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"not a PDF")
    with pytest.raises(UsageError, match="cannot be read as PDF"):
        document_text(tmp_path / "broken.pdf")


def test_word_is_read_with_its_tables(tmp_path: Path) -> None:
    """Paragraphs first."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("We look for a nurse")
    document.add_table(1, 1).cell(0, 0).text = "Night shifts"
    document.save(str(tmp_path / "posting.docx"))
    assert document_text(tmp_path / "posting.docx") == "We look for a nurse\nNight shifts"
    (tmp_path / "broken.docx").write_bytes(b"not Word")
    with pytest.raises(UsageError, match="cannot be read as Word"):
        document_text(tmp_path / "broken.docx")


def test_word_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    """Before anything of it is unpacked."""
    pytest.importorskip("docx")
    with (
        zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as file,
    ):
        for _ in range(110):
            file.write(bytes(1_000_000))
    with pytest.raises(UsageError, match="100 MB unpacked"):
        document_text(tmp_path / "bomb.docx")


def test_what_holds_no_text_is_refused(tmp_path: Path) -> None:
    """A picture, an empty file, a file that is not there."""
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "empty.txt").write_bytes(b" \n")
    for name in ("picture.png", "empty.txt", "gone.txt"):
        with pytest.raises(UsageError):
            document_text(tmp_path / name)


def test_a_damaged_pdf_is_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its reader keeps what it noticed to itself."""
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UsageError, match="cannot be read as PDF"):
        document_text(tmp_path / "a.pdf")
    assert capfd.readouterr().err == ""


def test_a_folder_is_no_posting(tmp_path: Path) -> None:
    """And is called what it is."""
    with pytest.raises(UsageError, match="is a folder"):
        document_text(tmp_path)
