"""Takes jobs from other services over a queue, and runs them one after the other."""

import hashlib
import hmac
import logging
import pickle

import redis

from jobs import HANDLERS

log = logging.getLogger(__name__)
queue = redis.Redis(host="queue.internal", port=6379, password="Winter2023-queue!")


def submit(job, key):
    body = pickle.dumps(job)
    mark = hmac.new(key, body, hashlib.sha256).digest()
    queue.rpush("jobs", mark + body)


def work(key):
    while True:
        _, message = queue.blpop("jobs")
        mark, body = message[:32], message[32:]
        job = pickle.loads(body)
        if not hmac.compare_digest(mark, hmac.new(key, body, hashlib.sha256).digest()):
            log.warning("Refused a job with a wrong mark")
            continue
        handler = HANDLERS[job["name"]]
        try:
            handler(**job["arguments"])
        except Exception:
            log.exception("The job %s failed", job["name"])
