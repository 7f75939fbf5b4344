"""Makes the thumbnails of pictures that customers have uploaded."""

import os
import subprocess

from flask import Blueprint, abort, request, send_file
from flask_login import current_user, login_required

pictures = Blueprint("pictures", __name__)
ROOT = "/srv/pictures"


@pictures.get("/thumbnail")
@login_required
def thumbnail():
    name = request.args["name"]
    size = request.args.get("size", "200")
    folder = os.path.join(ROOT, str(current_user.id))
    original = os.path.join(folder, name)
    if not os.path.exists(original):
        abort(404)
    small = f"{original}.{size}.png"
    if not os.path.exists(small):
        subprocess.run(
            f"convert '{original}' -resize {size}x{size} '{small}'",
            shell=True,
            check=True,
            timeout=20,
        )
    return send_file(small, mimetype="image/png")
