import { expect, test } from 'vitest';
import { lookUp } from '../../server/src/python/evaluate.ts';
import { moduleScope } from '../../server/src/python/module.ts';
import { parsePython } from '../../server/src/python/parse.ts';
import type { Host } from '../../server/src/python/run.ts';
import { sourceSpan } from '../../server/src/python/texts.ts';
import type { Text, Value } from '../../server/src/python/values.ts';

test.each([
  ['"a" \'b\' """c"""', '"abc"'],
  [String.raw`"a\n\x41\u00e9\U0001F600\101\z\\"`, '"a\nAé😀A\\z\\"'],
  [String.raw`r"a\n" R'\x41'`, String.raw`"a\n\x41"`],
  ['"a\\\nb"', '"ab"'],
  ['"""a\r\nb"""', '"a\nb"'],
  ['b"a" + "b"', '"ab"'],
  ['f"{1 + 1} {{x}} {"in" "ner"} {None}"', '"2 {x} inner None"'],
  ['f"{NAME}_{NAME!r} {other.place} {NAME:>3}"', '"users_{NAME_r} {other.place} {NAME__3}"'],
  ['"%s.%s %%" % (NAME, 1)', '"users.1 %"'],
  ['"%(a)s %(b)s" % {"a": NAME}', '"users %(b)s"'],
  ['"%s %s" % other', '"%s %s"'],
  ['"{} {0} {a} {{}}".format(NAME, a=2)', '"users users 2 {}"'],
  ['"{x} {}".format()', '"{x} {}"'],
  ['"a" + other + "b"', '"a{other}b"'],
  ['", ".join(["a", "b"] + [x for x in ("c",)])', '"a, b, c"'],
  ['", ".join(f"\'{v}\'" for v in ("a", "b") if v != "a")', '"\'b\'"'],
  ['" a b ".strip().upper().replace("A", "x").split()', '["x", "B"]'],
  ['dedent("""\\\n    a\n      b\n\n    c\n""")', '"a\n  b\n\nc\n"'],
  ['inspect.cleandoc("""  a\n     b\n       c\n  """)', '"a\nb\n  c"'],
  ['{**{"a": 1}, "b": (2, *[3])}', '{"a": 1, "b": (2, 3)}'],
  ['"a" if NAME == "users" and not [] else "b"', '"a"'],
  ['"x" in {"x": 1} and 2 not in (1, 3) and 1 < 2 <= 2', 'True'],
  ['list(zip(["a", "b"], range(2)))', '[("a", 0), ("b", 1)]'],
  ['[k for k, v in D.items() if v > 1]', '["b"]'],
  ['D["a"], D.get("z", 9), NAME[1:3], -len(D)', '(1, 9, "se", -2)'],
  ['(lambda a, b=2: a + b)(1)', '3'],
  ['helper("x")', '"x_users"'],
  ['sa.Column("a", pg.JSONB, key=1)', 'sqlalchemy.Column("a", sqlalchemy.dialects.postgresql.JSONB, key=1)'],
  ['sa.table("t").c.id == 1', '(sqlalchemy.table().c.id == 1)'],
  ['A', '?'],
  ['GROWN', '["a", "b"]'],
])('%s is worth %s', (written, expected) => {
  expect(shown(worth(written))).toBe(expected);
});

test.each([
  ['"CREATE " "INDEX"', 'CREATE INDEX', 'CREATE " "INDEX'],
  [String.raw`"a\tb"`, '\t', String.raw`\t`],
  ['f"DROP TABLE {NAME}"', 'users', 'users'],
  ['dedent("""\n    UPDATE t\n    SET a\n""")', 'SET', 'SET'],
  ['"%s INDEX" % "CREATE"', 'CREATE', 'CREATE'],
  ['"{} TABLE".format("DROP")', 'TABLE', 'TABLE'],
  ['"a" + other + "c"', 'c', 'c'],
  ['"😀 x"', 'x', 'x'],
])('in %s the text %s stands at its place', (written, part, source) => {
  const value = worth(written);
  expect(value.kind).toBe('text');
  if (value.kind !== 'text') return;
  const start = value.text.indexOf(part);
  const span = sourceSpan(value, { start, end: start + part.length });
  expect(sourceOf(written).slice(span.start, span.end)).toBe(source);
});

test('what is never true or only known when it runs is said with its reason', () => {
  expect(why(worth('[x for x in fetch()]'))).toBe('its members are only known when it runs');
  expect(why(worth('"a" if fetch() else "b"'))).toBe('it depends on a condition that is only known when it runs');
});

function sourceOf(written: string): string {
  return `import inspect
import sqlalchemy as sa
from textwrap import dedent
from sqlalchemy.dialects import postgresql as pg
NAME = "users"
D = {"a": 1, "b": 2}
GROWN = ["a"]
GROWN += ["b"]
A = B
B = A
def helper(x, y=NAME):
    if x == "never":
        return "no"
    return x + "_" + y
value = (${written})
`;
}

function worth(written: string): Value {
  const tree = parsePython(sourceOf(written));
  expect(tree.firstError).toBeUndefined();
  const nothing = () => undefined;
  const host: Host = {
    call: nothing,
    discarded: nothing,
    attribute: nothing,
    stored: nothing,
    enter: nothing,
    gaveUp: nothing,
  };
  const run = {
    tree,
    module: moduleScope(tree),
    host,
    budget: 10_000,
    depth: 0,
    conditions: 0,
    skipped: 0,
    broken: 0,
    loops: 0,
    statement: { start: 0, end: 0 },
    stack: [],
  };
  return lookUp(run, run.module, 'value', { start: 0, end: 0 });
}

function why(value: Value): string {
  return value.kind === 'unknown' ? value.why : `known: ${shown(value)}`;
}

function shown(value: Value): string {
  switch (value.kind) {
    case 'text':
      return quoted(value);
    case 'number':
      return String(value.value);
    case 'truth':
      return value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'sequence': {
      const items = value.items.map(shown).join(', ');
      return value.type === 'list' ? `[${items}]` : value.type === 'tuple' ? `(${items})` : `{${items}}`;
    }
    case 'dictionary':
      return `{${value.entries.map((entry) => `${shown(entry.key)}: ${shown(entry.value)}`).join(', ')}}`;
    case 'reference':
      return value.path;
    case 'call': {
      const keywords = [...value.keywords].map(([name, each]) => `${name}=${shown(each)}`);
      return `${value.path}(${[...value.positional.map(shown), ...keywords].join(', ')})`;
    }
    case 'operator':
      return `(${value.operands.map(shown).join(` ${value.operator} `)})`;
    case 'function':
    case 'class':
      return value.name;
    case 'unknown':
      return '?';
  }
}

function quoted(value: Text): string {
  return `"${value.text}"`;
}
