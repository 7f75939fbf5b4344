"""Lets a merchant search the orders of the own shop."""

from flask import Blueprint, current_app, request
from flask_login import current_user, login_required

from shop.database import connection

search = Blueprint("search", __name__)

PAGE = """
<h1>Orders with “{words}”</h1>
<table>{rows}</table>
<p>{count} found.</p>
"""


@search.get("/orders/search")
@login_required
def orders():
    words = request.args.get("q", "")
    query = (
        "SELECT number, customer_name, total FROM orders "
        f"WHERE merchant_id = {current_user.merchant_id} AND customer_name LIKE '%{words}%' "
        "ORDER BY created DESC LIMIT 50"
    )
    current_app.logger.info("Order search by merchant %s", current_user.merchant_id)
    with connection() as database:
        found = database.execute(query).fetchall()
    rows = "".join(
        f"<tr><td>{number}</td><td>{name}</td><td>{total}</td></tr>"
        for number, name, total in found
    )
    return PAGE.format(words=words, rows=rows, count=len(found))
