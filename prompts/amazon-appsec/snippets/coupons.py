"""Coupons: redeemed once by a customer, managed by the marketing team."""

from flask import Blueprint, abort, jsonify, request
from flask_login import current_user, login_required

from shop.models import Basket, Coupon, db

coupons = Blueprint("coupons", __name__)


@coupons.post("/coupons/redeem")
@login_required
def redeem():
    coupon = Coupon.query.filter_by(code=request.json["code"]).first_or_404()
    basket = Basket.query.get_or_404(request.json["basket_id"])
    if coupon.redeemed:
        abort(409, "This coupon was used already")
    basket.discount_cents += coupon.value_cents
    coupon.redeemed = True
    coupon.redeemed_by = current_user.id
    db.session.commit()
    return jsonify(total=basket.total_cents)


@coupons.post("/coupons")
@login_required
def create():
    coupon = Coupon(code=request.json["code"], value_cents=int(request.json["value_cents"]))
    db.session.add(coupon)
    db.session.commit()
    return jsonify(id=coupon.id), 201
