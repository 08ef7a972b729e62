"""An application with a steady load, and how long its statements took, counted from when they were due.

Lines that arrive tell it to be deployed anew with other statements; an empty one ends it. Whoever waits behind a lock does not
send fewer statements: those that come due meanwhile wait as well, as the users of a real application do.
"""

import json
import random
import sys
import threading
import time

import sqlalchemy as sa

settings = json.loads(sys.argv[1])
engine = sa.create_engine(settings["url"], isolation_level="AUTOCOMMIT")
interval = 1 / settings["perSecond"]
ended = float("inf")
measuring = threading.Event()
statements = dict(settings["statements"])
done = dict.fromkeys(statements, 0)
waits = []
failed = []


def go_on(what):
    connection = engine.connect()
    due = time.monotonic()
    while due < ended:
        due += interval
        time.sleep(max(0, due - time.monotonic()))
        try:
            connection.execute(sa.text(statements[what]), {"n": random.randint(1, settings["rows"])}).close()
        except sa.exc.DBAPIError as error:
            failed.append(f"{what}: {error.orig}")
            connection.close()
            connection = engine.connect()
        if measuring.is_set():
            waits.append((time.monotonic() - due) * 1000)
        else:
            due = time.monotonic()
        done[what] += 1
    connection.close()


threads = [threading.Thread(target=go_on, args=(each,)) for each in statements]
for each in threads:
    each.start()
while min(done.values()) < 20:
    time.sleep(0.01)
measuring.set()
print("begun", flush=True)
for line in sys.stdin:
    if not line.strip():
        break
    statements.update(json.loads(line))
# Whatever came due before is still sent.
ended = time.monotonic()
for each in threads:
    each.join()
blocked = sum(wait > settings["limit"] for wait in waits)
outcome = {
    "sent": len(waits),
    "blocked": blocked,
    "longest": round(max(waits)),
    "failed": len(failed),
    "said": sorted(set(" ".join(each.split())[:200] for each in failed))[:2],
}
print(json.dumps(outcome), flush=True)
