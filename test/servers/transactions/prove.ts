import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Alembic } from '../postgresql/plans/alembic.ts';
import { type AlembicProject, initProject } from '../postgresql/plans/project.ts';
import type { Case, EngineCalled, Line } from './cases.ts';

/** Runs what is pending, which fails at its end, and returns in what the explanation differs from what is left. */
export async function prove(
  { files, env }: Case,
  engine: EngineCalled,
  url: string,
  alembic: Alembic,
): Promise<readonly string[]> {
  const project = await initProject(alembic, url);
  try {
    const { config } = project;
    if (env) put(project, ...env);
    project.write('first', undefined, tables, 'pass');
    await alembic.upgrade(config, 'head');
    const names = files.map((_, order) => `pending_${order}`);
    for (const [order, lines] of files.entries()) {
      const last = order === files.length - 1 ? [failing[engine]] : [];
      const python = [...lines.map(([each]) => each), ...last].join('\n');
      project.write(`pending_${order}`, order === 0 ? 'first' : `pending_${order - 1}`, python, 'pass');
    }
    const predicted = predictedOf(await explained(project, names, engine));
    const said = await alembic.upgrade(config, 'head').then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
    if (!said.includes(failure[engine])) return [`the end should have failed, but it says ${said}`];
    return [
      ...(await leftOver(files.flat(), predicted, alembic, config)),
      ...(engine === 'postgresql' ? held(said, predicted) : []),
    ];
  } finally {
    project.remove();
  }
}

const tables = `op.create_table("orgs", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(50)), sa.Column("org_id", sa.Integer()))
op.create_table("spare", sa.Column("id", sa.Integer()), sa.Column("note", sa.Text()))
op.execute("INSERT INTO orgs VALUES (1)")
op.execute("INSERT INTO users (id, name) VALUES (1, 'old')")`;

/** A row that is there already; PostgreSQL says meanwhile what is locked. */
const duplicate = 'op.execute("INSERT INTO orgs VALUES (1)")';
const locks = `SELECT CAST((SELECT 'held: ' || coalesce(string_agg(relname || ' ' || mode, ', '), '') FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE pid = pg_backend_pid() AND relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic%') AS integer)`;
const failing: Readonly<Record<EngineCalled, string>> = {
  postgresql: `op.execute("""${locks}""")`,
  mariadb: duplicate,
  sqlite: duplicate,
};
const failure: Readonly<Record<EngineCalled, string>> = {
  postgresql: 'held: ',
  mariadb: 'Duplicate entry',
  sqlite: 'UNIQUE constraint failed',
};

function put({ config }: AlembicProject, from: string, to: string): void {
  const path = join(dirname(config), 'migrations', 'env.py');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`env.py has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

/** What `explain --format json` has of it. */
interface Explained {
  readonly operations: readonly { readonly range: { readonly start: { readonly line: number } } }[];
  readonly transactions: readonly {
    readonly direction: string;
    readonly scope: string;
    readonly operations: readonly number[];
    readonly ends: string;
    readonly goesOn?: boolean;
    readonly locks: readonly { readonly relation: string; readonly mode: string }[];
  }[];
}

async function explained(
  project: AlembicProject,
  names: readonly string[],
  engine: EngineCalled,
): Promise<readonly Explained[]> {
  const paths = names.map((name) => join('migrations', 'versions', `${name}.py`));
  const text = await project.migrationWriter('explain', ...paths, '--format', 'json', '--engine', engine);
  const { files }: { readonly files: readonly Explained[] } = JSON.parse(text);
  return files;
}

interface Predicted {
  /** Of each line of all files, whether it is committed when the end fails. */
  readonly stays: readonly boolean[];
  /** What the transaction that fails holds. */
  readonly locks: ReadonlyMap<string, string>;
}

interface Group {
  readonly lines: readonly string[];
  readonly rolledBack: boolean;
  readonly locks: readonly (readonly [string, string])[];
}

/** The files in one row: a transaction that goes on takes in the first of the next file. */
function predictedOf(files: readonly Explained[]): Predicted {
  const groups: Group[] = [];
  const lines: string[] = [];
  let goesOn = false;
  for (const [file, { operations, transactions }] of files.entries()) {
    const lineOf = (at: number) => `${file}:${operations[at]?.range.start.line}`;
    for (const [at, each] of transactions.filter(({ direction }) => direction === 'up').entries()) {
      const before = goesOn && at === 0 && each.scope === 'run' ? groups.pop() : undefined;
      const own = each.operations.map(lineOf);
      lines.push(...own);
      groups.push({
        lines: [...(before?.lines ?? []), ...own],
        rolledBack: each.ends === 'rollback',
        locks: [...(before?.locks ?? []), ...each.locks.map(({ relation, mode }) => [relation, mode] as const)],
      });
      goesOn = each.goesOn === true;
    }
  }
  const last = groups.at(-1);
  const gone = new Set(groups.flatMap((each) => (each.rolledBack || each === last ? each.lines : [])));
  const ranks = new Map<string, string>();
  for (const [relation, mode] of last?.locks ?? []) ranks.set(relation, stronger(mode, ranks.get(relation)));
  return { stays: [...new Set(lines)].map((line) => !gone.has(line)), locks: ranks };
}

async function leftOver(
  lines: readonly Line[],
  { stays }: Predicted,
  alembic: Alembic,
  config: string,
): Promise<readonly string[]> {
  if (stays.length !== lines.length + 1) return [`${lines.length + 1} lines were written, ${stays.length} explained`];
  const wrong: string[] = [];
  for (const [at, [python, trace]] of lines.entries()) {
    if (trace === '') continue;
    const left = (await alembic.ask(config, trace)).length > 0;
    if (left !== stays[at])
      wrong.push(
        `${python}: predicted that it ${stays[at] ? 'stays' : 'is taken back'}, it is ${left ? 'there' : 'not'}`,
      );
  }
  return wrong;
}

/** "… held: users AccessExclusiveLock, orgs RowShareLock" against the locks that were predicted, strongest by strongest. */
function held(said: string, { locks }: Predicted): readonly string[] {
  const found = new Map<string, string>();
  const [, list = ''] = /held: ([^"]*)"/.exec(said) ?? [];
  for (const each of list.split(', ').filter((part) => part !== '')) {
    const [relation = '', mode = ''] = each.split(' ');
    const named = mode
      .replace(/Lock$/, '')
      .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toUpperCase();
    found.set(relation, stronger(named, found.get(relation)));
  }
  const text = (all: ReadonlyMap<string, string>) =>
    [...all]
      .map((each) => each.join(' '))
      .sort()
      .join(', ');
  const own = new Map([...locks].filter(([relation]) => !relation.startsWith('pg_')));
  return text(own) === text(found) ? [] : [`locks: predicted ${text(own)}, held ${text(found)}`];
}

const modes: readonly string[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

function stronger(a: string, b: string | undefined): string {
  return b !== undefined && modes.indexOf(b) > modes.indexOf(a) ? b : a;
}
