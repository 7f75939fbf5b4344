"""One dialogue as other programs write it down: captions, meeting notes, JSON, tables, documents."""

# ruff: noqa: D103, E501 - a function per format, named like it, in the long lines of such files

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ASKS, TELLS = "Priya Nair", "Tom Brandt"


@dataclass(frozen=True)
class Line:
    """A sentence and when it was said."""

    speaker: str
    start: float
    end: float
    text: str

    @property
    def number(self) -> int:
        """The speaker as services number them."""
        return 0 if self.speaker == ASKS else 1

    @property
    def words(self) -> Iterator[tuple[str, float, float]]:
        """The words with times, evenly."""
        parts = self.text.split()
        step = (self.end - self.start) / len(parts)
        for place, part in enumerate(parts):
            start = self.start + place * step
            yield part, round(start, 3), round(start + step, 3)


DIALOGUE = (
    Line(ASKS, 0.0, 3.5, "Describe a situation in which you had to move faster than planned."),
    Line(
        TELLS,
        5.0,
        10.0,
        "In autumn our biggest customer found that invoices went to the wrong people.",
    ),
    Line(TELLS, 10.5, 14.0, "I was on duty, so stopping the leak was up to me."),
    Line(TELLS, 14.5, 19.0, "I switched the export off and traced the bug to a shared cache."),
    Line(ASKS, 20.0, 22.0, "And how did it end?"),
    Line(TELLS, 23.0, 28.0, "We fixed it in 3 hours and wrong invoices went from 41 to 0."),
)
ANSWER = " ".join(line.text for line in DIALOGUE if line.speaker == TELLS)
ALONE = tuple(line for line in DIALOGUE if line.speaker == TELLS)


def clock(seconds: float, mark: str = ".", *, hours: bool = True) -> str:
    """`00:00:06.500`."""
    whole, rest = divmod(round(seconds * 1000), 1000)
    text = f"{whole // 60 % 60:02}:{whole % 60:02}{mark}{rest:03}"
    return f"{whole // 3600:02}:{text}" if hours else text


def short(seconds: float) -> str:
    """`0:06`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def turns() -> Iterator[tuple[str, float, str]]:
    """Who speaks, from when, and all that is said until somebody else does."""
    speaker, start, said = "", 0.0, list[str]()
    for line in DIALOGUE:
        if line.speaker != speaker:
            if said:
                yield speaker, start, " ".join(said)
            speaker, start, said = line.speaker, line.start, []
        said.append(line.text)
    yield speaker, start, " ".join(said)


# --- captions -----------------------------------------------------------------------------------


def zoom_vtt() -> str:
    cues = (
        f"{n}\n{clock(x.start)} --> {clock(x.end)}\n{x.speaker}: {x.text}\n"
        for n, x in enumerate(DIALOGUE, 1)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def teams_vtt() -> str:
    cues = (
        f"3f0c-{n}/12-0\n{clock(x.start)} --> {clock(x.end)}\n<v {x.speaker}>{x.text}</v>\n"
        for n, x in enumerate(DIALOGUE)
    )
    return "WEBVTT\n\nNOTE language:en-us\n\n" + "\n".join(cues)


def two_voices_in_a_cue() -> str:
    one, *rest = teams_vtt().split("\n\n3f0c-4/12-0\n")
    last = DIALOGUE[4:]
    voices = "".join(f"<v.loud {x.speaker}>{x.text}</v> " for x in last)
    return f"{one}\n\n{clock(20.0)} --> {clock(28.0)}\n{voices}\n" if rest else ""


def diarised_srt() -> str:
    return "\n".join(
        f"{n}\r\n{clock(x.start, ',')} --> {clock(x.end, ',')}\r\n[SPEAKER_0{x.number}]: {x.text}\r\n"
        for n, x in enumerate(DIALOGUE, 1)
    )


def arrows_srt() -> str:
    before, parts = "", []
    for n, x in enumerate(DIALOGUE, 1):
        mark = ">> " if x.speaker != before else ""
        before = x.speaker
        parts.append(f"{n}\n{clock(x.start, ',')} --> {clock(x.end, ',')}\n{mark}{x.text}\n")
    return "\n".join(parts)


def old_teams_text() -> str:
    return "\n\n".join(
        f"{clock(x.start)} --> {clock(x.end)}\n{x.speaker}\n{x.text}" for x in DIALOGUE
    )


def rolling_vtt() -> str:
    cues, shown = [], ""
    for line in ALONE:
        words = list(line.words)
        for first in range(0, len(words), 5):
            part = words[first : first + 5]
            start, end = part[0][1], part[-1][2]
            timed = part[0][0] + "".join(f"<{clock(s)}><c> {w}</c>" for w, s, _ in part[1:])
            plain = " ".join(w for w, _, _ in part)
            cues.append(
                f"{clock(start)} --> {clock(end)} align:start position:0%\n{shown or ' '}\n{timed}\n"
            )
            cues.append(
                f"{clock(end)} --> {clock(end + 0.01)} align:start position:0%\n{plain}\n \n"
            )
            shown = plain
    return "WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(cues)


def sbv() -> str:
    return "\n".join(f"{clock(x.start)[1:]},{clock(x.end)[1:]}\n{x.text}\n" for x in ALONE)


def lyrics() -> str:
    return "[ti:answer]\n" + "\n".join(
        f"[{clock(x.start, hours=False)[:-1]}]{x.text}" for x in ALONE
    )


def whisper_text() -> str:
    return "\n".join(
        f"[{clock(x.start, hours=False)} --> {clock(x.end, hours=False)}]  {x.text}" for x in ALONE
    )


def ttml() -> str:
    cues = "".join(
        f'<p begin="{clock(x.start)}" end="{clock(x.end)}" ttm:agent="p{x.number}">{x.text}</p>'
        for x in DIALOGUE
    )
    return (
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"'
        ' xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata>'
        f'<ttm:agent xml:id="p0"><ttm:name>{ASKS}</ttm:name></ttm:agent>'
        f'<ttm:agent xml:id="p1"><ttm:name>{TELLS}</ttm:name></ttm:agent></metadata></head>'
        f"<body><div>{cues}</div></body></tt>"
    )


def timed_text() -> str:
    cues = "".join(
        f'<p t="{round(x.start * 1000)}" d="{round((x.end - x.start) * 1000)}">{x.text}</p>'
        for x in ALONE
    )
    return f'<timedtext format="3"><body>{cues}</body></timedtext>'


# --- meeting notes ------------------------------------------------------------------------------


def otter() -> str:
    parts = (f"{who}  {short(at)}  \n{said}\n" for who, at, said in turns())
    return "\n".join(parts) + "\nTranscribed by https://otter.ai\n"


def rev() -> str:
    return "\n".join(f"{who} ({clock(at)[:-4]}):\n{said}\n" for who, at, said in turns())


def meet() -> str:
    lines = "\n".join(f"{x.speaker}: {x.text}" for x in DIALOGUE)
    return (
        f"Practice (2026-02-11 09:00 GMT) - Transcript\n\nAttendees\n{ASKS}, {TELLS}\n\nTranscript\n\n"
        f"00:00:00\n \n{lines}\n\nTranscription ended after 00:00:30\n\n"
        "This editable transcript was computer generated and might contain errors."
    )


def zoom_text() -> str:
    return "\n".join(f"[{x.speaker}] 14:02:{int(x.start):02}\n{x.text}\n" for x in DIALOGUE)


def teams_pasted() -> str:
    lines = "\n".join(f"{x.speaker}   {short(x.start)}\n{x.text}" for x in DIALOGUE)
    return f"Weekly practice\nFebruary 11, 2026, 9:00AM\n33s\n\n{ASKS} started transcription\n\n{lines}\n\n{ASKS} stopped transcription"


def times_and_names() -> str:
    return "\n".join(f"[{clock(x.start)[:-4]}] {x.speaker}: {x.text}" for x in DIALOGUE)


def questions_and_answers() -> str:
    return "\n".join(f"{'QA'[x.number]}: {x.text}" for x in DIALOGUE)


def names_in_bold() -> str:
    return "\n\n".join(f"**{who}:** {said}" for who, _, said in turns())


def roles_in_one_line() -> str:
    return " ".join(f"{'Interviewer' if x.number == 0 else 'Me'}: {x.text}" for x in DIALOGUE)


def whisper_tsv() -> str:
    rows = (f"{round(x.start * 1000)}\t{round(x.end * 1000)}\t{x.text}" for x in ALONE)
    return "start\tend\ttext\n" + "\n".join(rows)


def csv_table() -> str:
    rows = (f'{x.speaker},{clock(x.start)},{clock(x.end)},"{x.text}"' for x in DIALOGUE)
    return "Speaker,Start time,End time,Transcript\n" + "\n".join(rows)


def labels() -> str:
    return "\n".join(f"{x.start:.6f}\t{x.end:.6f}\t{x.text}" for x in ALONE)


# --- JSON ---------------------------------------------------------------------------------------


def _words(line: Line, text: str = "word", unit: float = 1.0, **more: Any) -> list[dict[str, Any]]:
    def time(value: float) -> float:
        return value if unit == 1.0 else round(value * unit)

    return [
        {text: word, "start": time(start), "end": time(end), "confidence": 0.9, **more}
        for word, start, end in line.words
    ]


def _all(
    text: str = "word", unit: float = 1.0, *, speaker: str = "speaker"
) -> list[dict[str, Any]]:
    return [
        word for line in DIALOGUE for word in _words(line, text, unit, **{speaker: line.number})
    ]


def assemblyai() -> Any:
    return {
        "id": "a1",
        "status": "completed",
        "audio_duration": 30,
        "text": " ".join(x.text for x in DIALOGUE),
        "words": _all("text", 1000),
        "utterances": [
            {
                "speaker": "AB"[x.number],
                "text": x.text,
                "start": round(x.start * 1000),
                "end": round(x.end * 1000),
                "words": _words(x, "text", 1000, speaker="AB"[x.number]),
            }
            for x in DIALOGUE
        ],
    }


def deepgram() -> Any:
    words = [
        {**word, "word": word["word"].lower().strip(".,?"), "punctuated_word": word["word"]}
        for word in _all()
    ]
    return {
        "metadata": {"duration": 30.0},
        "results": {"channels": [{"alternatives": [{"transcript": "x", "words": words}]}]},
    }


def deepgram_channels() -> Any:
    channels = [
        {
            "alternatives": [
                {"words": [word for x in DIALOGUE if x.number == number for word in _words(x)]}
            ]
        }
        for number in (0, 1)
    ]
    return {"results": {"channels": channels}}


def aws() -> Any:
    items, segments = list[dict[str, Any]](), list[dict[str, Any]]()
    for line in DIALOGUE:
        names = []
        for word, start, end in line.words:
            bare = word.strip(".,?")
            times = {"start_time": str(start), "end_time": str(end)}
            items.append(
                {
                    **times,
                    "type": "pronunciation",
                    "alternatives": [{"content": bare, "confidence": "0.99"}],
                }
            )
            names.append({**times, "speaker_label": f"spk_{line.number}"})
            if bare != word:
                items.append(
                    {
                        "type": "punctuation",
                        "alternatives": [{"content": word[-1], "confidence": "0.0"}],
                    }
                )
        segments.append(
            {
                "start_time": str(line.start),
                "end_time": str(line.end),
                "speaker_label": f"spk_{line.number}",
                "items": names,
            }
        )
    results = {
        "transcripts": [{"transcript": " ".join(x.text for x in DIALOGUE)}],
        "speaker_labels": {"speakers": 2, "segments": segments},
        "items": items,
    }
    return {"jobName": "j", "status": "COMPLETED", "results": results}


def google() -> Any:
    def words(line: Line, **more: Any) -> list[dict[str, Any]]:
        return [
            {"startTime": f"{s}s", "endTime": f"{e}s", "word": w, **more} for w, s, e in line.words
        ]

    results = [{"alternatives": [{"transcript": x.text, "words": words(x)}]} for x in DIALOGUE]
    tagged = [word for x in DIALOGUE for word in words(x, speakerTag=x.number + 1)]
    return {"results": [*results, {"alternatives": [{"words": tagged}]}]}


def azure() -> Any:
    phrases = [
        {
            "channel": 0,
            "speaker": x.number + 1,
            "offset": f"PT{x.start}S",
            "duration": f"PT{x.end - x.start}S",
            "offsetInTicks": x.start * 1e7,
            "durationInTicks": (x.end - x.start) * 1e7,
            "nBest": [{"confidence": 0.9, "lexical": x.text.lower(), "display": x.text}],
        }
        for x in DIALOGUE
    ]
    return {
        "duration": "PT30S",
        "combinedRecognizedPhrases": [{"display": "x"}],
        "recognizedPhrases": phrases,
    }


def azure_fast() -> Any:
    return {
        "durationMilliseconds": 30000,
        "combinedPhrases": [{"text": "x"}],
        "phrases": [
            {
                "speaker": x.number,
                "offsetMilliseconds": round(x.start * 1000),
                "durationMilliseconds": round((x.end - x.start) * 1000),
                "text": x.text,
            }
            for x in DIALOGUE
        ],
    }


def rev_ai() -> Any:
    def elements(line: Line) -> Iterator[dict[str, Any]]:
        for word, start, end in line.words:
            bare = word.strip(".,?")
            yield {"type": "text", "value": bare, "ts": start, "end_ts": end, "confidence": 0.9}
            yield {"type": "punct", "value": word[len(bare) :] + " "}

    return {"monologues": [{"speaker": x.number, "elements": list(elements(x))} for x in DIALOGUE]}


def fireflies() -> Any:
    return [
        {
            "sentence": x.text,
            "startTime": short(x.start),
            "endTime": short(x.end),
            "speaker_name": x.speaker,
            "speaker_id": x.number,
        }
        for x in DIALOGUE
    ]


def fireflies_api() -> Any:
    sentences = [
        {
            "index": n,
            "text": x.text,
            "raw_text": x.text,
            "start_time": x.start,
            "end_time": x.end,
            "speaker_name": x.speaker,
        }
        for n, x in enumerate(DIALOGUE)
    ]
    return {"data": {"transcript": {"title": "t", "sentences": sentences}}}


def whisperx() -> Any:
    segments = []
    for line in DIALOGUE:
        name = f"SPEAKER_0{line.number}"
        words = _words(line, speaker=name)
        for word in words:
            if word["word"].strip(".").isdigit():
                del word["start"], word["end"]
        segments.append(
            {
                "start": line.start,
                "end": line.end,
                "text": f" {line.text}",
                "words": words,
                "speaker": name,
            }
        )
    return {"segments": segments, "language": "en"}


def whisper_cpp() -> Any:
    return {
        "result": {"language": "en"},
        "transcription": [
            {
                "timestamps": {"from": clock(x.start, ","), "to": clock(x.end, ",")},
                "offsets": {"from": round(x.start * 1000), "to": round(x.end * 1000)},
                "text": f" {x.text}",
                "tokens": [
                    {
                        "text": "[_BEG_]",
                        "offsets": {"from": round(x.start * 1000), "to": round(x.start * 1000)},
                        "p": 0.9,
                    },
                    *(
                        {
                            "text": f" {w}",
                            "offsets": {"from": round(s * 1000), "to": round(e * 1000)},
                            "p": 0.9,
                        }
                        for w, s, e in x.words
                    ),
                ],
            }
            for x in ALONE
        ],
    }


def openai_words() -> Any:
    words = [{"word": w.strip(".,?"), "start": s, "end": e} for x in ALONE for w, s, e in x.words]
    return {
        "task": "transcribe",
        "language": "english",
        "duration": "30.0",
        "text": ANSWER,
        "words": words,
    }


def whisper_pieces() -> Any:
    pieces = []
    for line in ALONE:
        for word, start, end in line.words:
            bare = word.rstrip(".,?")
            half = round((start + end) / 2, 3)
            pieces.append({"word": f" {bare}", "start": start, "end": half, "probability": 0.9})
            if bare != word:
                pieces.append(
                    {"word": word[len(bare) :], "start": half, "end": end, "probability": 0.9}
                )
    return {
        "text": ANSWER,
        "segments": [
            {"start": 5.0, "end": 28.0, "text": ANSWER, "words": pieces},
            {"start": 28.0, "end": 28.0, "text": "", "words": []},
        ],
    }


def faster_whisper() -> Any:
    return [{"start": x.start, "end": x.end, "text": f" {x.text}"} for x in ALONE]


def named_tuples() -> Any:
    return [
        [n, 0, x.start, x.end, f" {x.text}", [1, 2], -0.3, 1.2, 0.01, None]
        for n, x in enumerate(ALONE)
    ]


def hugging_face() -> Any:
    return {
        "text": ANSWER,
        "chunks": [
            {"timestamp": [x.start, None if x is ALONE[-1] else x.end], "text": f" {x.text}"}
            for x in ALONE
        ],
    }


def speechmatics() -> Any:
    results = []
    for line in DIALOGUE:
        for word, start, end in line.words:
            bare = word.strip(".,?")
            results.append(
                {
                    "type": "word",
                    "start_time": start,
                    "end_time": end,
                    "alternatives": [
                        {"content": bare, "confidence": 0.9, "speaker": f"S{line.number}"}
                    ],
                }
            )
            if bare != word:
                results.append(
                    {
                        "type": "punctuation",
                        "start_time": end,
                        "end_time": end,
                        "attaches_to": "previous",
                        "alternatives": [{"content": word[-1], "speaker": f"S{line.number}"}],
                    }
                )
    return {"format": "2.9", "job": {"id": "x"}, "results": results}


def elevenlabs() -> Any:
    words = list[dict[str, Any]]()
    for line in DIALOGUE:
        for word, start, end in line.words:
            name = f"speaker_{line.number}"
            words.append(
                {"text": word, "start": start, "end": end, "type": "word", "speaker_id": name}
            )
            words.append(
                {"text": " ", "start": end, "end": end, "type": "spacing", "speaker_id": name}
            )
    return {"language_code": "eng", "text": "x", "words": words}


def gladia() -> Any:
    utterances = [
        {"start": x.start, "end": x.end, "speaker": x.number, "text": x.text, "words": _words(x)}
        for x in DIALOGUE
    ]
    return {
        "id": "g",
        "result": {"transcription": {"full_transcript": "x", "utterances": utterances}},
    }


def vosk() -> Any:
    return {
        "result": [
            {"conf": 0.9, "word": w, "start": s, "end": e} for x in ALONE for w, s, e in x.words
        ],
        "text": ANSWER,
    }


def unheard_of() -> Any:
    return {
        "meeting": {
            "blocks": [
                {
                    "who": 1,
                    "user": {"name": x.speaker},
                    "content": x.text,
                    "startTimeInSeconds": x.start,
                }
                for x in DIALOGUE
            ]
        }
    }


def json_lines() -> str:
    return "\n".join(
        json.dumps({"start": x.start, "end": x.end, "text": x.text, "speaker": x.speaker})
        for x in DIALOGUE
    )


# --- documents ----------------------------------------------------------------------------------


def docx() -> bytes:
    runs = "".join(
        f"<w:p><w:r><w:t>{x.speaker}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{short(x.start)}</w:t></w:r>"
        f"<w:r><w:br/></w:r><w:r><w:t>{x.text}</w:t></w:r></w:p>"
        for x in DIALOGUE
    )
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{runs}</w:body></w:document>'
    return _archive("word/document.xml", xml)


def odt() -> bytes:
    lines = "".join(
        f"<text:p>{x.speaker}: <text:span>{x.text}</text:span></text:p>" for x in DIALOGUE
    )
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        f' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>{lines}</office:body></office:document-content>'
    )
    return _archive("content.xml", xml)


def rtf() -> str:
    lines = "".join(f"\\b {x.speaker}:\\b0  {x.text}\\par\n" for x in DIALOGUE)
    return "{\\rtf1\\ansi{\\fonttbl{\\f0 Helvetica;}}\n" + lines + "}"


def html() -> str:
    return (
        "<!DOCTYPE html><html><head><title>t</title></head><body>"
        + "".join(f"<p><b>{x.speaker}:</b> {x.text}</p>" for x in DIALOGUE)
        + "</body></html>"
    )


def _archive(name: str, text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, text)
    return file.getvalue()


BOTH_TIMED = (
    zoom_vtt, teams_vtt, two_voices_in_a_cue, diarised_srt, arrows_srt, old_teams_text, ttml, otter, rev, meet, zoom_text,
    teams_pasted, times_and_names, csv_table, assemblyai, deepgram, deepgram_channels, aws, google, azure, azure_fast,
    rev_ai, fireflies, fireflies_api, whisperx, speechmatics, elevenlabs, gladia, unheard_of, json_lines, docx,
)  # fmt: skip
"""Both speakers, told apart and timed."""
BOTH_UNTIMED = (questions_and_answers, names_in_bold, roles_in_one_line, odt, rtf, html)
ALONE_TIMED = (
    rolling_vtt, sbv, lyrics, whisper_text, timed_text, whisper_tsv, labels, whisper_cpp, openai_words, whisper_pieces,
    faster_whisper, named_tuples, hugging_face, vosk,
)  # fmt: skip
"""The candidate alone."""


def data(content: object) -> bytes:
    """The bytes of a file with this content."""
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()
