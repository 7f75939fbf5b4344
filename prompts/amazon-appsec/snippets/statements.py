"""Sends the monthly statements of an account as a file."""

import logging
import re
from pathlib import Path

from flask import Blueprint, abort, send_file
from flask_login import current_user, login_required

from bank.models import Statement, db

statements = Blueprint("statements", __name__)
log = logging.getLogger(__name__)
ROOT = Path("/srv/statements").resolve()
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@statements.get("/accounts/<int:account_id>/statements/<month>")
@login_required
def download(account_id, month):
    if not MONTH.fullmatch(month):
        abort(404)
    statement = db.session.execute(
        db.select(Statement).filter_by(
            account_id=account_id, month=month, customer_id=current_user.customer_id
        )
    ).scalar_one_or_none()
    if statement is None:
        log.warning("Customer %s was denied a statement", current_user.customer_id)
        abort(404)
    path = (ROOT / statement.file_name).resolve()
    if not path.is_relative_to(ROOT):
        log.error("Statement %s points outside of the store", statement.id)
        abort(404)
    return send_file(path, mimetype="application/pdf", as_attachment=True)
