import type { MappedClass } from '../../model/mapped-class.ts';
import type { ModelUse } from '../../model/migration.ts';
import type { Mentions } from '../../model/usage.ts';
import type { Source } from '../../text.ts';
import { attributesOf, columnOf } from './attributes.ts';
import { classesOf, codeOf, type MappedClass as Found, hasColumns } from './classes.ts';

/**
 * The class that a migration imports, as the application declares it: `unlike` where it is more than columns of a table, or several
 * classes may be meant. Undefined where none of that name is found.
 */
export function mappedClass(mentions: Mentions, { name, module }: ModelUse): MappedClass | 'unlike' | undefined {
  const all = mentions.sources.filter(({ path }) => path.endsWith('.py')).flatMap((source) => declared(source, name));
  const folder = module.replace(/^\.+/, '').replaceAll('.', '/');
  const near = all.filter(({ path }) =>
    path
      .replaceAll('\\', '/')
      .replace(/(\/__init__)?\.py$/, '')
      .endsWith(folder),
  );
  const [only, second] = near.length > 0 ? near : all;
  if (!only) return undefined;
  return second || isUnlike(only.found) ? 'unlike' : read(only.found, only.text);
}

interface Declared {
  readonly path: string;
  readonly text: string;
  readonly found: Found;
}

function declared(source: Source, name: string): readonly Declared[] {
  const found = classesOf(source).filter((each) => each.name === name && hasColumns(each));
  return found.map((each) => ({ path: source.path, text: codeOf(source), found: each }));
}

/** Inheritance of rows, other schemas, tables made otherwise. */
function isUnlike({ body }: Found): boolean {
  return /__mapper_args__|__table__|polymorphic|["']schema["']|\bmodels\.\w+\(|__tablename__[^\n=]*=(?!\s*["'][\w$]+["'])/.test(
    body,
  );
}

function read(found: Found, text: string): MappedClass {
  const columns = attributesOf(found).filter(({ name, type, value }) => columnOf(name, type, value, found) === name);
  const said = /^[ \t]+__tablename__[^\n=]*=\s*["']([\w$]+)["']/m.exec(found.body)?.[1];
  // https://sqlmodel.tiangolo.com/tutorial/create-db-and-table/#sqlmodel-table-names-table-true
  const table = said ?? (/\btable\s*=\s*True/.test(found.bases) ? found.name.toLowerCase() : undefined);
  return {
    table,
    columns: columns.map(({ name }) => name),
    plain: columns.filter(({ type, value }) => isPlain(type, value, text)).map(({ name }) => name),
    writesMore: /\bonupdate\b|\bversion_id_col\b/.test(found.body),
  };
}

/** Whether the column's type neither changes values on their way nor comes from elsewhere. */
function isPlain(type: string, value: string, text: string): boolean {
  const column = /\bsa_(?:column|type)\s*=\s*([\s\S]*)/.exec(value)?.[1] ?? value;
  const words =
    (column.replace(/["'][^"'\n]*["']/g, '').replace(/\b\w+\s*=[\s\S]*/, '') + type).match(/\b[A-Z]\w*/g) ?? [];
  return words.every((word) => plain.has(word) && !importedElsewhere(word).test(text));
}

function importedElsewhere(word: string): RegExp {
  return new RegExp(`^\\s*from\\s+(?!${own.source})[\\w.]+\\s+import\\s*(?:\\([^)]*|[^\\n(]*)\\b${word}\\b`, 'm');
}

const own = /(?:sqlalchemy|sqlmodel|flask_sqlalchemy|uuid|datetime|decimal|typing)\b/;

const plain = new Set(
  'Column Field ForeignKey Identity Sequence Computed Mapped Optional Union None Any Decimal Integer SmallInteger BigInteger INTEGER SMALLINT BIGINT String Unicode UnicodeText Text VARCHAR CHAR TEXT Boolean BOOLEAN Date DateTime Time DATE DATETIME TIME TIMESTAMP Numeric Float Double REAL FLOAT NUMERIC DECIMAL DOUBLE DOUBLE_PRECISION LargeBinary BYTEA UUID Uuid JSON JSONB INET CIDR'.split(
    ' ',
  ),
);
