"""Every parser of files that others wrote, files to begin with, and what breaks them when they are changed.

A parser may refuse a file with an `InterviewerError`. Anything else that it raises, more than five seconds of the
processor for one file, and more than 500 MB are faults.
"""

from __future__ import annotations

import importlib.util
import io
import json
import random
import resource
import shutil
import time
import traceback
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from interviewer.answer import paced
from interviewer.audio import sound
from interviewer.cohort import label_studio, manifest
from interviewer.debrief.build import session_debrief
from interviewer.debrief.exports import EXPORTS
from interviewer.debrief.terminal_answer import render_session
from interviewer.errors import InterviewerError
from interviewer.history import store
from interviewer.packs import (
    adding,
    catalogue,
    posting,
    posting_files,
    question_lists,
    reader,
    rubrics,
    tasks,
    yaml_file,
)
from interviewer.packs.cv_claims import cv_claims, cv_stations
from interviewer.settings import encryption, own_words, paths, user_settings
from interviewer.transcribe import transcript_files
from tests.support import dialogues, examples

SLOW_S = 5.0
MEMORY_MB = 500
CORPUS = Path(__file__).parents[1] / "data" / "hostile"
"""Files that once broke a parser, in a folder of its name."""
ODD = [
    b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b"1e308", b"-1", b"NaN", b"{" * 400, b"[" * 400, b'"', b"\\ud800", b"&a *a",
    b"<!--", b"9" * 5000, b"\r", b"\t", b": ", b"- ", b"null", b"[]", b"{}", b"<<: *a", b"!!python/name:os.system",
]  # fmt: skip

POSTING = b"""Security engineer\n\nYou lead threat models and write automation in Python. 5+ years of experience.\n
EXPERIENCE\nShop Ltd, 2019 - 2023\n- Cut false alarms by 40 % for 12 teams\n- Led the move of 300 services\n"""
PLAYBOOK = (
    b"---\nid: x\ncompany: generic\nrole: engineer\ncompetency: [owning, telling]\nlast_verified: 2026-01-01\n---\n"
    b"# X\n\n## Question bank\n\n- Tell me about a time you led.\n    - Why?\n\n## Strong signals\n\n- Says I\n"
)
LIST = b"# Leading\n\n- Tell me about a time you led.\n    - Why that way?\n- *How* do you plan?\n"
TABLE = b"question,topic,kind,follow_up,strong\nTell me about a failure.,owning,behavioral,Why?|How?,I\n"
MANIFEST = b"file,candidate,question,kind\na.txt,ann,About what?,behavioral\n"
LINES = b'{"file": "a.txt", "candidate": "ann", "rubrics": ["idor"]}\n{"file": "b.txt"}\n'
RATINGS: object = [
    {
        "data": {"answer": "a"},
        "annotations": [
            {
                "completed_by": {"id": 3, "email": "a@b.c"},
                "result": [
                    {"type": "rating", "from_name": "star", "value": {"rating": 4}},
                    {"type": "choices", "from_name": "gaps", "value": {"choices": ["x"]}},
                ],
            }
        ],
    }
]
PDF = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R
/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>
endobj
4 0 obj
<< /Length 123 >>
stream
BT /F 12 Tf 20 200 Td (We look for a nurse on night shifts who plans care, leads a team of six and teaches students.) Tj ET
endstream
endobj
trailer
<< /Root 1 0 R /Size 5 >>
startxref
0
%%EOF
"""


@dataclass(frozen=True, slots=True)
class Parser:
    """What is done with a file, and files that it understands."""

    parse: Callable[[Path], object]
    seeds: Mapping[str, bytes]


def parsers(folder: Path) -> dict[str, Parser]:
    """Name -> parser; `folder` is for files that have to be made."""
    prompts = Path(__file__).resolve().parents[2] / "prompts"
    session = examples.session(examples.turn(transcript=paced(examples.STORY)))
    kept = store.create(session, folder / "recordings")
    examples.recording(folder / "seed.wav", 0.5)
    written = (*dialogues.BOTH_TIMED, *dialogues.BOTH_UNTIMED, *dialogues.ALONE_TIMED)
    transcripts = {make.__name__: dialogues.data(make()) for make in written}
    transcripts["answer.json"] = (
        b'{"words": [{"text": "In", "start": 0.3, "end": 0.4}], "duration_s": 2, "target_s": [60, 90]}'
    )
    found = {
        "transcripts": Parser(transcript_files.read, transcripts),
        "sessions": Parser(_debrief, {"session.json": (kept.path / store.FILE).read_bytes()}),
        "packs": Parser(
            lambda path: yaml_file.read(path, reader.PackFile),
            {path.name: path.read_bytes() for path in sorted(prompts.glob("*/*.yaml"))[:4]},
        ),
        "rubrics": Parser(
            rubrics.check, {"idor.yaml": (prompts / "rubrics" / "idor.yaml").read_bytes()}
        ),
        "tasks": Parser(
            lambda path: yaml_file.read(path, tasks.Task),
            {path.name: path.read_bytes() for path in paths.prompt_files("tasks").values()},
        ),
        "questions": Parser(
            _questions, {"list.md": LIST, "playbook.md": PLAYBOOK, "table.csv": TABLE}
        ),
        "archives": Parser(_added, {"pack.zip": _zipped(prompts / "teaching")}),
        "postings": Parser(_posting, {"posting.txt": POSTING, **_documents(folder)}),
        "manifests": Parser(_manifest, {"people.csv": MANIFEST, "people.jsonl": LINES}),
        "ratings": Parser(label_studio.ratings, {"export.json": json.dumps(RATINGS).encode()}),
        "settings": Parser(
            _settings,
            {"settings.toml": b'mode = "practice"\nvoice = "x"\nwords_per_minute = 150\n'},
        ),
        "words": Parser(_words, {"words.txt": b"Zanzibar\nkube cuttle\n"}),
        "audio": Parser(_audio, {"a.wav": (folder / "seed.wav").read_bytes()}),
    }
    if importlib.util.find_spec("cryptography"):
        (folder / "locked").mkdir()
        encryption.make_key(folder / "locked", "correct horse battery")
        key = (folder / "locked" / encryption.KEY_FILE).read_bytes()
        cheap = key.replace(str(encryption.COST["n"]).encode(), b"2")
        found["keys"] = Parser(_key, {encryption.KEY_FILE: cheap})
    return found


def _debrief(path: Path) -> None:
    """Load a session and lay it out in every form."""
    found = session_debrief(store.load(path))
    Console(file=io.StringIO(), width=80).print(render_session(found))
    for make in EXPORTS.values():
        make(found)


def _audio(path: Path) -> None:
    for _ in sound.blocks(path):
        pass


def _posting(path: Path) -> None:
    text = posting_files.document_text(path)
    posting.match_posting(text, catalogue.load_all())
    cv_claims(text)
    cv_stations(text)


def _questions(path: Path) -> None:
    made, _ = question_lists.import_list(path, "made", path.parent / "packs")
    try:
        yaml_file.read(made, reader.PackFile)
    finally:
        made.unlink()


def _added(path: Path) -> None:
    """Add a pack, and take it out again; one that is there already is refused, but only after it was unpacked."""
    try:
        adding.add(path)
    finally:
        shutil.rmtree(paths.user_prompts(), ignore_errors=True)


def _zipped(folder: Path) -> bytes:
    """A pack as somebody sends it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.yaml")):
            content = path.read_text("utf-8").replace("pack: teaching", "pack: other")
            archive.writestr(f"top/{path.name}", content)
    return file.getvalue()


def _manifest(path: Path) -> None:
    for _ in manifest.files([str(path)]):
        pass


def _words(path: Path) -> None:
    own_words.file().parent.mkdir(parents=True, exist_ok=True)
    own_words.file().write_bytes(path.read_bytes())
    own_words.load()


def _settings(path: Path) -> None:
    paths.settings_file().parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file().write_bytes(path.read_bytes())
    user_settings.load()


def _key(path: Path) -> None:
    encryption._opened(path, "correct horse battery")  # what opens the key file


def _documents(folder: Path) -> dict[str, bytes]:
    """A posting as PDF and Word, where the libraries are there."""
    made = {"posting.pdf": PDF} if importlib.util.find_spec("pypdf") else {}
    if importlib.util.find_spec("docx"):
        import docx

        document = docx.Document()
        document.add_paragraph(POSTING.decode())
        document.add_table(1, 1).cell(0, 0).text = "Night shifts"
        document.save(str(folder / "seed.docx"))
        made["posting.docx"] = (folder / "seed.docx").read_bytes()
    return made


def mutated(content: bytes, dice: random.Random) -> bytes:
    """A file with up to eight changes: bytes flipped, pieces cut, doubled, moved, or put in."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data) + 1)
        upto = min(len(data), at + dice.choice((1, 2, 8, 64)))
        match dice.randrange(5):
            case 0 if at < len(data):
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                del data[at:upto]
            case 2:
                data[at:at] = data[at:upto] * dice.choice((1, 2, 50))
            case 3:
                data[at:at] = dice.choice(ODD)
            case _:
                piece = data[at:upto]
                del data[at:upto]
                to = dice.randrange(len(data) + 1)
                data[to:to] = piece
    return bytes(data)


def fault(parse: Callable[[Path], object], path: Path) -> str:
    """What a parser does that it must not; nothing where it behaves."""
    before, began = _peak_mb(), time.process_time()  # a busy machine is no fault
    try:
        parse(path)
    except InterviewerError:
        pass
    except Exception:  # noqa: BLE001 - it is what is looked for
        return traceback.format_exc(limit=-3)
    took = time.process_time() - began
    if took > SLOW_S:
        return f"took {took:.1f} s"
    used = _peak_mb() - before
    return f"used {used:.0f} MB" if used > MEMORY_MB else ""


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
