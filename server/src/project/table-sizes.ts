import type { TableSize } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import type { Layer } from './project.ts';
import { isTable } from './settings.ts';
import { errorLine, lineAt, type SettingsProblem } from './settings-file.ts';

export type TableSizes = Readonly<Record<string, TableSize>>;

/** The sizes that settings name, each with its place, before those of a stats file. */
export function sizesOf(layers: readonly Layer[], measured: TableSizes): TableSizes {
  const said = new Map<string, TableSize>();
  for (const { settings, path, lineOf } of layers)
    for (const [name, { rows }] of Object.entries(settings.tables ?? {}))
      said.set(name, { rows, path, line: lineOf?.('tables', name) });
  const others = Object.entries(measured).filter(([name]) => !said.has(name));
  return Object.fromEntries([...said, ...others]);
}

export interface ReadSizes {
  readonly sizes: TableSizes;
  readonly problems: readonly SettingsProblem[];
}

/**
 * A stats file: JSON of sizes by table, or the rows that a client of the database writes, as JSON, or separated by commas,
 * tabs, semicolons or bars under a line of names. What is wrong in it is said; the rest is used.
 */
export function readSizes(source: Source): ReadSizes {
  const text = source.text.replace(/^\uFEFF/, '');
  const entries = /^\s*[[{]/.test(text) ? entriesOfJson(text) : entriesOfLines(text);
  const sizes = new Map<string, TableSize>();
  const problems: SettingsProblem[] = [];
  for (const entry of entries) {
    const { line, name } = entry;
    const rows = 'wrong' in entry ? entry.wrong : rowsIn(entry.rows);
    if (typeof rows === 'number' && name !== undefined)
      sizes.set(name, { rows, ...bytesIn(entry), path: source.path, line });
    else problems.push({ path: source.path, line, message: name === undefined ? String(rows) : `${name} ${rows}` });
  }
  return { sizes: Object.fromEntries(sizes), problems: shortened(problems) };
}

type Entry =
  | { readonly line: number; readonly name: string; readonly rows: unknown; readonly bytes?: unknown }
  | { readonly line: number; readonly name?: undefined; readonly wrong: string };

/** A number of rows, or what is wrong with it, as the end of a sentence that begins with the table. */
function rowsIn(value: unknown): number | string {
  const text = typeof value === 'string' ? value.trim() : value;
  const count = typeof text === 'string' && /^-?[\d.]+(e\+?\d+)?$/i.test(text) ? Number(text) : text;
  if (count === -1) return 'was never analysed by the server, which knows no number of rows (-1)';
  if (typeof count === 'number' && count >= 0 && Math.round(count) <= Number.MAX_SAFE_INTEGER) return Math.round(count);
  const shown = JSON.stringify(value) ?? 'nothing';
  return `must have a number of rows, not ${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}`;
}

/** Who says nothing of them, or nonsense, has said how many rows there are all the same. */
function bytesIn(entry: Entry): { readonly bytes?: number } {
  const bytes = 'bytes' in entry ? entry.bytes : undefined;
  return typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0 ? { bytes } : {};
}

function entriesOfJson(text: string): readonly Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [{ line: errorLine(error, text), wrong: `This is not JSON: ${reason}` }];
  }
  if (Array.isArray(value)) return entriesOfRows(value);
  const lineOf = linesOfKeys(text);
  return Object.entries(isTable(value) ? value : {}).map(([name, size]) => ({
    line: lineOf(name),
    name,
    rows: isTable(size) ? size.rows : size,
    bytes: isTable(size) ? size.bytes : undefined,
  }));
}

/** Keys are looked for in turn; what stands elsewhere than expected is looked for from the start. */
function linesOfKeys(text: string): (key: string) => number {
  let offset = 0;
  let line = 1;
  return (key) => {
    const literal = JSON.stringify(key);
    const found = text.indexOf(literal, offset);
    if (found < 0) return lineAt(text, Math.max(0, text.indexOf(literal)));
    line += text.slice(offset, found).split('\n').length - 1;
    offset = found;
    return line;
  };
}

/** `[{"schema": "public", "table": "users", "rows": 12}]`; its rows are counted where lines are not. */
function entriesOfRows(rows: readonly unknown[]): readonly Entry[] {
  return rows.map((row, index) => {
    const columns = isTable(row) ? Object.keys(row) : [];
    const cells = isTable(row) ? Object.values(row) : [];
    const read = reader(columns);
    return 'wrong' in read ? { line: 1, wrong: `Row ${index + 1} ${read.wrong}` } : { line: 1, ...read.of(cells) };
  });
}

function entriesOfLines(text: string): readonly Entry[] {
  const lines = text.split(/\r\n|\r|\n/).map((content, index) => ({ content, line: index + 1 }));
  // A client draws lines between the names and the rows, and counts them below.
  const [head, ...body] = lines.filter(({ content }) => /\w/.test(content) && !/^\(\d+ rows?\)$/.test(content.trim()));
  if (head === undefined) return [];
  const separator = [',', '\t', ';', '|'].find((each) => head.content.includes(each)) ?? ',';
  const cellsOf = (content: string) => cells(content.replace(/^\s*\|(.*)\|\s*$/, '$1'), separator);
  const read = reader(cellsOf(head.content));
  if ('wrong' in read) return [{ line: head.line, wrong: `The first line ${read.wrong}` }];
  return body.map(({ content, line }) => ({ line, ...read.of(cellsOf(content)) }));
}

interface RowReader {
  of(cells: readonly unknown[]): { readonly name: string; readonly rows: unknown };
}

/** What the columns mean, by the names that the catalogues of the engines have for them. */
function reader(columns: readonly string[]): RowReader | { readonly wrong: string } {
  const at = (names: RegExp) => columns.findIndex((each) => names.test(each.trim()));
  const schema = at(/^(table_)?schema(_?name)?$|^nspname$/i);
  const table = at(/^(table(_?name)?|relname|name|tbl)$/i);
  const rows = at(/^(table_)?rows$|^reltuples$|^n_live_tup$|^count$/i);
  if (table < 0 || rows < 0) return { wrong: 'must name the columns "table" and "rows", and may name "schema"' };
  return {
    of(found) {
      const [owner, name] = [schema < 0 ? '' : String(found[schema] ?? ''), String(found[table] ?? '')];
      return { name: owner === '' ? name : `${owner}.${name}`, rows: found[rows] };
    },
  };
}

function cells(line: string, separator: string): readonly string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) {
      found.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...found, cell].map((each) =>
    each.trim().replace(/^"([\s\S]*)"$/, (_, inner: string) => inner.replaceAll('""', '"')),
  );
}

/** A file that is wrong in every line is told by its first ones. */
function shortened(problems: readonly SettingsProblem[]): readonly SettingsProblem[] {
  const last = problems[4];
  if (last === undefined || problems.length <= 5) return problems;
  return [...problems.slice(0, 4), { ...last, message: `${last.message}; and ${problems.length - 5} more like it` }];
}
