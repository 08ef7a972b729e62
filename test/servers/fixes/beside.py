"""A reader and a writer that go on until a line arrives, and what they waited for at the longest, in milliseconds."""

import json
import random
import sys
import threading
import time

import sqlalchemy as sa

settings = json.loads(sys.argv[1])
engine = sa.create_engine(settings["url"], isolation_level="AUTOCOMMIT")
stopped = threading.Event()
longest = {"read": 0.0, "write": 0.0}
done = {"read": 0, "write": 0}
failed = []


def go_on(what, statement):
    with engine.connect() as connection:
        while not stopped.is_set():
            begun = time.monotonic()
            try:
                connection.execute(sa.text(statement), {"n": random.randint(1, settings["rows"])})
            except sa.exc.DBAPIError as error:
                failed.append(f"{what}: {error.orig}")
                return
            longest[what] = max(longest[what], time.monotonic() - begun)
            done[what] += 1
            time.sleep(0.002)


def report():
    with sa.create_engine(settings["url"]).connect() as connection:
        connection.execute(sa.text(settings["held"]), {"n": 1})
        print("held", flush=True)
        time.sleep(2)


threads = [
    threading.Thread(target=go_on, args=("read", settings["read"])),
    threading.Thread(target=go_on, args=("write", settings["write"])),
]
if settings["held"]:
    threads.append(threading.Thread(target=report))
for each in threads:
    each.start()
while min(done.values()) < 20 and not failed:
    time.sleep(0.01)
for each in longest:
    longest[each] = 0.0
print("begun", flush=True)
sys.stdin.readline()
stopped.set()
for each in threads:
    each.join()
print(json.dumps({**{each: round(1000 * longest[each]) for each in longest}, "failed": failed[:3]}), flush=True)
