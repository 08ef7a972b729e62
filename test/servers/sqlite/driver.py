"""Carries statements out on one build of SQLite, and says what they did: a line of JSON asks, a line answers."""

import collections
import ctypes
import json
import os
import re
import shutil
import sys
import tempfile

PAGES_WRITTEN = 9  # SQLITE_DBSTATUS_CACHE_WRITE


class Refused(Exception):
    pass


class Library:
    """A connection by a shared library of SQLite's own C interface."""

    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)

    @staticmethod
    def load(path):
        for other in sorted(os.listdir(os.path.dirname(path))):
            if other.startswith("libz"):
                ctypes.CDLL(os.path.join(os.path.dirname(path), other), mode=ctypes.RTLD_GLOBAL)
        c = Library.c = ctypes.CDLL(path)
        for name in ("sqlite3_libversion", "sqlite3_errmsg", "sqlite3_column_text"):
            getattr(c, name).restype = ctypes.c_char_p
        c.sqlite3_errmsg.argtypes = [ctypes.c_void_p]
        c.sqlite3_column_text.argtypes = [ctypes.c_void_p, ctypes.c_int]
        c.sqlite3_open.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p)]
        c.sqlite3_prepare_v2.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int] + [ctypes.POINTER(ctypes.c_void_p)] * 2
        for name in ("sqlite3_step", "sqlite3_finalize", "sqlite3_column_count", "sqlite3_close"):
            getattr(c, name).argtypes = [ctypes.c_void_p]
        c.sqlite3_db_status.argtypes = [ctypes.c_void_p, ctypes.c_int] + [ctypes.POINTER(ctypes.c_int)] * 2 + [ctypes.c_int]
        c.sqlite3_progress_handler.argtypes = [ctypes.c_void_p, ctypes.c_int, Library.handler, ctypes.c_void_p]
        return c.sqlite3_libversion().decode()

    def __init__(self, path):
        self.db = ctypes.c_void_p()
        self.c.sqlite3_open(path.encode(), ctypes.byref(self.db))

    def run(self, sql):
        rest = ctypes.c_char_p(sql.encode())
        at = ctypes.cast(rest, ctypes.c_void_p)
        rows = []
        while True:
            statement, end = ctypes.c_void_p(), ctypes.c_void_p()
            text = ctypes.cast(at, ctypes.c_char_p)
            if self.c.sqlite3_prepare_v2(self.db, text, -1, ctypes.byref(statement), ctypes.byref(end)) != 0:
                raise Refused(self.c.sqlite3_errmsg(self.db).decode())
            if not statement.value:
                if not ctypes.cast(end, ctypes.c_char_p).value:
                    return rows
                at = end
                continue
            while (code := self.c.sqlite3_step(statement)) == 100:
                rows.append([self.text(statement, i) for i in range(self.c.sqlite3_column_count(statement))])
            said = self.c.sqlite3_errmsg(self.db).decode()
            self.c.sqlite3_finalize(statement)
            if code != 101:
                raise Refused(said)
            at = end

    def text(self, statement, i):
        value = self.c.sqlite3_column_text(statement, i)
        return None if value is None else value.decode(errors="replace")

    def watch(self, every, seen):
        def handler(_):
            seen()
            return 0

        self.kept = self.handler(handler)
        self.c.sqlite3_progress_handler(self.db, every, self.kept, None)

    def unwatch(self):
        self.c.sqlite3_progress_handler(self.db, 0, self.handler(), None)

    def pages(self):
        now, most = ctypes.c_int(), ctypes.c_int()
        self.c.sqlite3_db_status(self.db, PAGES_WRITTEN, ctypes.byref(now), ctypes.byref(most), 0)
        return now.value

    def close(self):
        self.c.sqlite3_close(self.db)


class Apsw:
    """A connection by the module of that name, which has its SQLite in itself."""

    @staticmethod
    def load():
        import apsw

        Apsw.apsw = apsw
        return apsw.sqlitelibversion()

    def __init__(self, path):
        self.db = self.apsw.Connection(path)

    def run(self, sql):
        try:
            rows = list(self.db.cursor().execute(sql))
        except self.apsw.Error as error:
            raise Refused(re.sub(r"^\w+Error: ", "", str(error))) from error
        return [[None if v is None else str(v) for v in row] for row in rows]

    def watch(self, every, seen):
        def handler():
            seen()
            return False

        set_handler(self.db)(handler, every)

    def unwatch(self):
        set_handler(self.db)(None)

    def pages(self):
        return self.db.status(PAGES_WRITTEN)[0]

    def close(self):
        self.db.close()


def set_handler(db):
    return getattr(db, "set_progress_handler", None) or db.setprogresshandler


def measured(connect, template, ask, journal, cache=20000):
    """What one statement did to a copy of the template; what was lost and what breaks is asked in WAL mode alone."""
    folder = tempfile.mkdtemp(dir=scratch)
    path = os.path.join(folder, "main.db")
    shutil.copyfile(template, path)
    own, other = connect(path), None
    try:
        own.run(f"PRAGMA journal_mode = {journal}; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA cache_size = -{cache}")
        own.run(f"PRAGMA foreign_keys = {'ON' if ask.get('foreignKeys') else 'OFF'}")
        own.run(ask["setup"])
        other = connect(path)
        other.run("PRAGMA busy_timeout = 0; PRAGMA synchronous = OFF")
        before, code = (values(own), application(own)) if journal == "WAL" else (None, [])
        wrote = own.pages()
        answer = carried_out(own, other, ask["sql"].replace(":folder", folder))
        if "error" in answer:
            return answer
        return {
            **answer,
            "pages": own.pages() - wrote,
            "lost": 0 if before is None else sum((before - values(own)).values()),
            "breaks": next((said for said in (refusal(own, each) for each in code) if said), ""),
        }
    finally:
        own.close()
        if other:
            other.close()
        shutil.rmtree(folder)


def carried_out(own, other, sql):
    steps = [0]

    def count():
        steps[0] += 1

    own.run("BEGIN")
    own.watch(10, count)
    error = refusal(own, sql, False)
    own.unwatch()
    if error and re.search(r"(inside|within) a transaction|database table is locked", error):
        own.run("ROLLBACK")
        return alone(own, other, sql)
    if error:
        own.run("ROLLBACK")
        return {"error": error}
    blocks = probe(other)
    try:
        own.run("COMMIT")
    except Refused as at_commit:
        own.run("ROLLBACK")
        return {"error": str(at_commit)}
    return {"transaction": "allowed", "steps": steps[0], "blocks": blocks}


def alone(own, other, sql):
    """Others are asked what they can do while it runs."""
    met = collections.Counter()
    own.watch(50, lambda: met.update([probe(other)]))
    error = refusal(own, sql, False)
    own.unwatch()
    if error:
        return {"error": error, "transaction": "forbidden"}
    blocks = next((each for each in ("reads and writes", "writes") if each in met), "nothing")
    return {"transaction": "forbidden", "steps": 5 * sum(met.values()), "blocks": blocks}


def probe(other):
    reads = is_locked(refusal(other, "SELECT name FROM settings"))
    writes = is_locked(refusal(other, "BEGIN IMMEDIATE", False))
    quietly(other, "ROLLBACK")
    return "reads and writes" if reads else "writes" if writes else "nothing"


def is_locked(said):
    return said is not None and "locked" in said


def refusal(db, sql, undone=True):
    """What SQLite says against it; what it does is undone."""
    try:
        if undone:
            db.run("SAVEPOINT tried")
        db.run(sql)
        return None
    except Refused as error:
        return str(error)
    finally:
        if undone:
            quietly(db, "ROLLBACK TO tried")
            quietly(db, "RELEASE tried")


def quietly(db, sql):
    try:
        db.run(sql)
    except Refused:
        pass


def values(db):
    """Every value of every table that is not computed, however many times it is there."""
    found = collections.Counter()
    for name in relations(db, "table"):
        kept = ", ".join(f"[{column}]" for column, hidden in columns(db, name) if hidden == "0")
        for row in db.run(f'SELECT {kept} FROM "{name}"'):
            found.update(value for value in row if value is not None)
    return found


def relations(db, *kinds):
    kinds = ", ".join(f"'{kind}'" for kind in kinds)
    return [name for (name,) in db.run(f"SELECT name FROM sqlite_master WHERE type IN ({kinds}) AND name NOT LIKE 'sqlite_%'")]


def columns(db, relation):
    try:
        rows = db.run(f'PRAGMA table_xinfo("{relation}")') or db.run(f'PRAGMA table_info("{relation}")')
    except Refused:  # A view whose table is gone.
        return []
    return [(row[1], row[6] if len(row) > 6 else "0") for row in rows]


def application(db):
    """Statements that an application might have for the schema as it is now, and that work now."""
    code = [
        "INSERT INTO users (id, email, score) VALUES (9000001, 'new@example.com', 1)",
        "INSERT INTO orders (id, user_id) VALUES (9000002, 1)",
        "INSERT INTO tags (name) VALUES ('new')",
    ]
    for name in relations(db, "table", "view"):
        code += [f'SELECT [{column}] FROM "{name}" LIMIT 1' for column, _ in columns(db, name)]
    return [each for each in code if refusal(db, each) is None]


def prepare(connect, path, base, rows, count):
    db = connect(path)
    db.run("PRAGMA page_size = 1024; " + base)
    if count > 0:
        db.run(rows.replace(":rows", str(count)))
    db.close()
    return path


def answer(connect, templates, ask):
    small, large, empty = templates
    found = {"small": measured(connect, small, ask, "DELETE")}
    if "error" not in found["small"]:
        found["large"] = measured(connect, large, ask, "WAL")
    if ask.get("crowded"):
        found["crowded"] = measured(connect, large, ask, "DELETE", 10)
    if ask.get("alsoEmpty"):
        found["empty"] = measured(connect, empty, ask, "DELETE")
    if ask.get("badRows"):
        bad = {**ask, "setup": f"{ask.get('setup', '')};\n{ask['badRows']}"}
        found["bad"] = measured(connect, small, bad, "DELETE")
    return found


def main():
    connect = Library if len(sys.argv) > 1 else Apsw
    print(json.dumps(connect.load(*sys.argv[1:])), flush=True)
    start = json.loads(sys.stdin.readline())
    templates = [
        prepare(connect, os.path.join(scratch, f"{count}.db"), start["base"], start["rows"], count) for count in (50, 800, 0)
    ]
    for line in sys.stdin:
        try:
            found = answer(connect, templates, json.loads(line))
        except Exception as error:  # The case is at fault, or the driver: it is told with the case.
            found = {"broken": f"{type(error).__name__}: {error}"}
        print(json.dumps(found), flush=True)


scratch = tempfile.mkdtemp(prefix="sqlite-")
try:
    main()
finally:
    shutil.rmtree(scratch)
