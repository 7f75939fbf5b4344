"""Programs and configuration, which are no answers: told by the name of the file, else by the shape of its lines."""

from __future__ import annotations

import re

SUFFIXES = frozenset(
    ".toml .ini .cfg .conf .env .yaml .yml .lock .py .pyi .ipynb .sh .bash .zsh .ps1 .bat .js .mjs .ts .tsx .jsx .css"
    " .scss .c .h .cc .cpp .hpp .cs .java .kt .swift .go .rs .rb .pl .php .lua .r .scala .sql .tf .diff .patch".split()
)
"""Nobody saves a transcript under these names."""
MOSTLY = 0.4
"""Share of the lines from which a text is code. Transcripts have none to speak of, pages of documentation with examples
up to 0.2; programs with long comments may stay below it."""
FEWEST_LINES = 4
"""Fewer lines may be an answer that shows a line of code."""

_CODE = re.compile(
    r"""^\s*(?:
        \#!|//|/\*|[})\]]+[,;:]?$                             # comments, closing brackets
        |[\w.\[\]"'-]+\s*[:+|-]?=\s*\S                        # name = value
        |\[{1,2}[\w."'\ -]+\]{1,2}$                           # [section]
        |(?:def|class|import|return|elif|else:|try:|const|let|var|func|fn|package|\#include)\b[^.]*$
        |(?:FROM|RUN|COPY|ENV|ENTRYPOINT|CMD|WORKDIR|export)\s+\S
        |[\w./%-]+:\s*$                                       # a key, a target of make
    )|[{};(\\]\s*$|^\t\S|^\s*[\w.]+\(.*\)[;:]?$""",
    re.VERBOSE,
)


def is_code(text: str, suffix: str) -> bool:
    """Whether a text is a program or a configuration; `suffix` is that of its file, in small letters."""
    if suffix in SUFFIXES:
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    code = sum(bool(_CODE.search(line)) for line in lines)
    return text.startswith("#!") or (len(lines) >= FEWEST_LINES and code >= MOSTLY * len(lines))
