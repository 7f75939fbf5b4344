"""Shows the title and the first picture of a page that somebody links to in a message."""

import re
import urllib.request
from html import escape

from flask import Blueprint, jsonify, request
from flask_login import login_required

preview = Blueprint("preview", __name__)
BLOCKED = ("localhost", "127.0.0.1")
TITLE = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
PICTURE = re.compile(r'<meta property="og:image" content="([^"]+)"', re.IGNORECASE)


@preview.post("/preview")
@login_required
def show():
    address = request.json["url"]
    if any(host in address for host in BLOCKED):
        return jsonify(error="This address is not allowed"), 400
    with urllib.request.urlopen(address) as page:
        text = page.read().decode("utf-8", "replace")
    title = TITLE.search(text)
    picture = PICTURE.search(text)
    return jsonify(
        title=escape(title[1].strip()) if title else address,
        picture=picture[1] if picture else None,
        text=text[:500],
    )
