"""Carries out the Alembic commands that arrive one a line, in order, and answers each of them with one line."""

import contextlib
import io
import json
import sys
import traceback

import sqlalchemy as sa
import state
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def carry_out(config, what, argument):
    if what == "init":
        command.init(config, argument)
    elif what == "upgrade":
        command.upgrade(config, argument)
    elif what == "downgrade":
        command.downgrade(config, argument)
    elif what == "generate":
        command.revision(config, autogenerate=True, rev_id=argument)
    elif what == "check":
        command.check(config)
    elif what in ("history", "heads", "current"):
        return printed(config, getattr(command, what))
    elif what == "revisions":
        script = ScriptDirectory.from_config(config)
        return [each.revision for each in script.walk_revisions()][::-1]
    elif what == "graph":
        return [told(each) for each in ScriptDirectory.from_config(config).walk_revisions()]
    elif what == "ask":
        return asked(config, argument)
    else:
        return of_database(config, what, argument)
    return []


def printed(config, run):
    config.stdout = io.StringIO()
    run(config)
    return config.stdout.getvalue().splitlines()


def told(script):
    standing = [
        ("head", script.is_head),
        ("base", script.is_base),
        ("branchpoint", script.is_branch_point),
        ("merge", script.is_merge_point),
    ]
    return json.dumps(
        {
            "id": script.revision,
            "parents": sorted(script._versioned_down_revisions),
            "dependsOn": sorted(set(script._resolved_dependencies)),
            "labels": sorted(script._orig_branch_labels),
            "standing": [name for name, stands in standing if stands],
        },
        ensure_ascii=False,
    )


def of_database(config, what, argument):
    engine = sa.create_engine(config.get_main_option("sqlalchemy.url"))
    try:
        if what == "execute":
            state.execute(engine, argument)
        elif what == "fill":
            state.fill(engine, int(argument))
        elif what == "state":
            return state.state(engine, argument)
        elif what == "rows":
            return state.rows(engine)
        return []
    finally:
        engine.dispose()


def asked(config, sql):
    engine = sa.create_engine(config.get_main_option("sqlalchemy.url"))
    try:
        with engine.connect() as connection:
            return [str(row[0]) for row in connection.execute(sa.text(sql))]
    except sa.exc.DBAPIError:
        return []
    finally:
        engine.dispose()


for line in sys.stdin:
    request = json.loads(line)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            config = Config(request["config"], stdout=sys.stderr)
            value = carry_out(config, request["what"], request["argument"])
        answer = {"value": value}
    except BaseException as error:
        lines = traceback.format_exception(type(error), error, error.__traceback__)
        answer = {"error": "".join(lines[-1:]).strip(), "trace": "".join(lines)}
    print(json.dumps(answer), flush=True)
