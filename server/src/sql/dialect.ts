import type { EngineName } from '../model/engine.ts';
import type { DialectMark } from '../model/migration.ts';
import { tokensOf } from './lex.ts';

/**
 * Words of a statement that tell for certain which engines can run it, outside comments, strings and what a program fills
 * in. `engine` is whose lexical rules the text is taken by: where that is not the author's, a mark may be missed.
 */
export function marksIn(statement: string, engine: EngineName): readonly DialectMark[] {
  if (!any.test(statement)) return [];
  const code = codeOf(statement, engine);
  return signs.flatMap(({ engines, pattern, start }) => {
    const found = start === undefined || start.test(code) ? pattern.exec(code) : null;
    if (!found) return [];
    const [from, to] = found.indices?.groups?.mark ?? [found.index, found.index + found[0].length];
    return [{ engines, span: { start: from, end: to }, words: statement.slice(from, to).replace(/\s+/g, ' ') }];
  });
}

interface Sign {
  /** All that understand it. */
  readonly engines: readonly EngineName[];
  /** Looked for in lower case; the group `mark`, where there is one, is what is shown. */
  readonly pattern: RegExp;
  /** How the statement begins. */
  readonly start?: RegExp;
}

const family: readonly EngineName[] = ['mysql', 'mariadb'];
const definition = /^\s*(?:create|alter)\b/;
const tableChange = /^\s*alter\s+table\b/;
const [name, integer] = [/["`\w.$]+/.source, /(?:tiny|small|medium|big)?int(?:eger)?\s*(?:\(\s*\d+\s*\)\s*)?/.source];
const postgresqlTypes = 'jsonb|bytea|timestamptz|bigserial|smallserial|tsvector|citext|inet';

/**
 * What tells most comes first.
 * https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html
 * https://www.sqlite.org/lang.html
 * https://www.postgresql.org/docs/current/sql-commands.html
 */
const signs: readonly Sign[] = [
  {
    engines: family,
    start: definition,
    pattern: /\bengine\s*=\s*(?:innodb|myisam|memory|aria|archive|csv|rocksdb|ndb\w*)\b/d,
  },
  { engines: family, start: definition, pattern: /\b(?:default\s+)?(?:charset|character\s+set)\s*=\s*\w+/d },
  {
    engines: family,
    start: definition,
    pattern: /(?:\bint|\binteger|\bnull|\bunsigned|\bkey|\bunique|\))\s+(?<mark>auto_increment)\b(?!\s*\()/d,
  },
  {
    engines: family,
    start: tableChange,
    pattern: new RegExp(`^\\s*alter\\s+table\\s+${name}\\s+(?<mark>(?:modify|change)(?:\\s+column)?)\\s+["\`\\w]`, 'd'),
  },
  { engines: family, start: tableChange, pattern: /,\s*(?<mark>(?:modify|change)\s+column)\s/d },
  {
    engines: [...family, 'sqlite'],
    start: definition,
    pattern: new RegExp(`\\b${integer}\\s*(?<mark>unsigned)\\b`, 'd'),
  },
  { engines: family, pattern: /^\s*(?<mark>delimiter)\b/d },
  { engines: family, pattern: /^\s*(?<mark>insert\s+ignore)\b/d },
  { engines: family, start: /^\s*insert\b/, pattern: /\bon\s+duplicate\s+key\s+update\b/d },
  {
    engines: family,
    pattern:
      /^\s*(?<mark>set\s+(?:(?:global|session)\s+|@@(?:\w+\.)?)?(?:foreign_key_checks|unique_checks|sql_mode))\b/d,
  },
  { engines: [...family, 'sqlite'], pattern: /^\s*(?<mark>replace\s+into)\b/d },
  { engines: ['sqlite'], start: definition, pattern: /\bkey\s+(?:asc\s+|desc\s+)?(?<mark>autoincrement)\b/d },
  { engines: ['sqlite'], start: definition, pattern: /\)\s*(?:strict\s*,\s*)?(?<mark>without\s+rowid)\b/d },
  { engines: ['sqlite'], pattern: /^\s*(?<mark>pragma)\s+\w/d },
  { engines: ['sqlite'], pattern: /^\s*(?<mark>insert\s+or\s+(?:ignore|replace|abort|fail|rollback))\b/d },
  { engines: ['postgresql'], pattern: /\b(?<mark>(?:as|do)\s+\$\w*\$)/d },
  { engines: ['postgresql'], pattern: /[\w"')\]](?<mark>::\s*[a-z_]\w*)/d },
  {
    engines: ['postgresql'],
    start: /^\s*(?:create|drop|reindex)\b/,
    pattern: /\bindex\s+(?<mark>concurrently)\s+(?!on\b)\S/d,
  },
  { engines: ['postgresql'], start: definition, pattern: /\busing\s+(?:gin|gist|spgist|brin)\b/d },
  { engines: ['postgresql'], pattern: /^\s*(?<mark>create\s+extension|comment\s+on)\b/d },
  { engines: ['postgresql'], pattern: new RegExp(`^\\s*(?<mark>create\\s+type\\s+${name}\\s+as\\s+enum)\\b`, 'd') },
  {
    engines: ['postgresql'],
    start: definition,
    pattern: /\b(?<mark>generated\s+(?:always|by\s+default)\s+as\s+identity)\b/d,
  },
  {
    // SQLite takes any word for the name of a type.
    engines: ['postgresql', 'sqlite'],
    start: /^\s*(?:create\s+(?:\w+\s+){0,2}table|alter\s+table)\b/,
    pattern: new RegExp(
      `(?:[(,]\\s*|\\badd\\s+(?:column\\s+)?)(?!(?:unique|key|index|primary|add|drop|constraint)\\b)${name}\\s+(?<mark>${postgresqlTypes})(?=\\s*(?:[,)]|$)|\\s+(?:not|null|default|primary|unique|references|check)\\b)`,
      'd',
    ),
  },
  { engines: ['postgresql', 'sqlite'], start: /^\s*(?:insert|with)\b/, pattern: /\bon\s+conflict\s*(?:\(|do\b)/d },
  { engines: [...family, 'sqlite'], pattern: /`+[^`\n]*`+/d },
];

/** A word or sign of each of them: most statements hold none, and one look is enough for those. */
const any =
  /[`]|::|\$\w*\$|engine|charset|character\s+set|auto_?increment|modify|change|unsigned|delimiter|ignore|duplicate|_checks|sql_mode|replace|rowid|pragma|insert\s+or|concurrently|using|create\s+type|extension|comment|identity|conflict|jsonb|bytea|timestamptz|serial|tsvector|citext|inet/i;

/** The text in lower case and of the same length, its comments blank, what is quoted or filled in without its content. */
function codeOf(statement: string, engine: EngineName): string {
  let [code, done] = ['', 0];
  for (const { kind, start, end } of tokensOf(statement, engine)) {
    const written = statement.slice(start, end);
    const first = kind === 'hole' ? '{' : (written[0] ?? '');
    const isOpaque = kind === 'string' || kind === 'quoted' || kind === 'hole';
    const lower = written.toLowerCase();
    code += ' '.repeat(start - done);
    code += isOpaque ? first.repeat(written.length) : lower.length === written.length ? lower : written;
    done = end;
  }
  return code;
}
