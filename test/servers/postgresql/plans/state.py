"""What a database holds, in words that can be compared, and rows for its tables."""

import datetime
import decimal
import hashlib
import uuid

import sqlalchemy as sa


def execute(engine, script):
    with engine.begin() as connection:
        for statement in script.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement.replace("%", "%%") if engine.name != "sqlite" else statement)


def fill(engine, count):
    """So many rows in each table; what refers to another table refers to the row with the same number."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            columns = [each for each in table.columns if each.computed is None and each.identity is None]
            rows = [{each.name: value(each, n) for each in columns} for n in range(1, count + 1)]
            connection.execute(table.insert(), rows)


def value(column, n):
    kind = column.type
    enums = getattr(kind, "enums", None)
    if enums:
        return enums[n % len(enums)]
    if isinstance(kind, sa.Boolean):
        return n % 2 == 0
    if isinstance(kind, sa.Integer):
        return n
    if isinstance(kind, sa.Float):
        return float(n)
    if isinstance(kind, sa.Numeric):
        return decimal.Decimal(n)
    if isinstance(kind, sa.DateTime):
        return datetime.datetime(2026, 1, 1) + datetime.timedelta(minutes=n)
    if isinstance(kind, sa.Date):
        return datetime.date(2026, 1, 1)
    if isinstance(kind, sa.Uuid):
        return uuid.UUID(int=n)
    if isinstance(kind, sa.JSON):
        return {"n": n}
    return f"{column.name[:3]}{n}"


def state(engine, query):
    """The catalogue by `query`, or as SQLAlchemy and the server describe it."""
    if query:
        with engine.connect() as connection:
            return [row[0] for row in connection.exec_driver_sql(query.replace("%", "%%"))]
    lines = sqlite_lines(engine) if engine.name == "sqlite" else mysql_lines(engine)
    return sorted(" ".join(line.split()) for line in lines)


def mysql_lines(engine):
    with engine.connect() as connection:
        for table, kind in list(connection.exec_driver_sql("SHOW FULL TABLES")):
            if table == "alembic_version":
                continue
            text = connection.exec_driver_sql(f"SHOW CREATE TABLE `{table}`").first()[1]
            if kind == "VIEW":
                yield f"view {table}"
                continue
            for line in text.splitlines()[1:]:
                kept = [word for word in line.split() if not word.startswith("AUTO_INCREMENT=")]
                yield f"{table} {' '.join(kept).rstrip(',')}"
        for trigger in list(connection.exec_driver_sql("SHOW TRIGGERS")):
            yield f"trigger {trigger[0]} {trigger[1]} {trigger[2]} {trigger[3]}"


def sqlite_lines(engine):
    inspector = sa.inspect(engine)
    for table in inspector.get_table_names():
        if table == "alembic_version":
            continue
        for each in inspector.get_columns(table):
            default = str(each["default"]).strip("()")
            yield f"{table}.{each['name']} {each['type']} {each['nullable']} {default} {each.get('primary_key')}"
        for each in inspector.get_foreign_keys(table):
            yield f"{table} foreign key {each}"
        for each in inspector.get_unique_constraints(table):
            yield f"{table} unique {sorted(each.items(), key=str)}"
        for each in inspector.get_check_constraints(table):
            yield f"{table} check {each}"
    with engine.connect() as connection:
        texts = "SELECT type, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"
        for kind, text in connection.exec_driver_sql(texts):
            yield f"{kind} {text.replace(chr(34), '')}"


def rows(engine):
    """A line for each table: its name, how many rows it has, and what they come to."""
    metadata = sa.MetaData()
    metadata.reflect(engine)
    lines = []
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name == "alembic_version":
                continue
            named = sorted(table.columns, key=lambda each: each.name)
            found = sorted(str(tuple(row)) for row in connection.execute(sa.select(*named)))
            lines.append(f"{table.name} {len(found)} {hashlib.md5(str(found).encode()).hexdigest()}")
    return sorted(lines)
