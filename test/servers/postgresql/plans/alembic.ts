import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An Alembic that is really installed, and what it runs on. */
export interface Edition {
  /** Of its folder. */
  readonly name: string;
  readonly title: string;
  readonly requirements: readonly string[];
}

export const latest: Edition = {
  name: 'alembic-1.20',
  title: 'Alembic 1.20',
  requirements: ['alembic==1.20.*', 'SQLAlchemy==2.1.*', 'psycopg2-binary==2.9.*'],
};

/** With drivers for all servers. */
export const everywhere: Edition = {
  name: 'alembic-1.20-mysql',
  title: latest.title,
  requirements: [...latest.requirements, 'PyMySQL==1.1.*'],
};

export const old: Edition = {
  name: 'alembic-1.8',
  title: 'Alembic 1.8',
  requirements: ['alembic==1.8.1', 'SQLAlchemy==1.4.54', 'psycopg2-binary==2.9.*'],
};

/** One Python process that carries out commands of Alembic, one after the other. */
export interface Alembic {
  init(config: string, folder: string): Promise<void>;
  upgrade(config: string, to: string): Promise<void>;
  downgrade(config: string, to: string): Promise<void>;
  /** Ids of all revisions, the oldest first. */
  revisions(config: string): Promise<readonly string[]>;
  /** What is known of each revision, as JSON, those that follow first. */
  graph(config: string): Promise<readonly string[]>;
  /** A revision of that id with whatever tells the model from the database. */
  generate(config: string, id: string): Promise<void>;
  /** Rejects with what tells the model from the database. */
  check(config: string): Promise<void>;
  /** The lines that the command prints, those that follow first. */
  history(config: string): Promise<readonly string[]>;
  heads(config: string): Promise<readonly string[]>;
  current(config: string): Promise<readonly string[]>;
  /** The first column of what the database of the configuration answers; nothing where it refuses. */
  ask(config: string, sql: string): Promise<readonly string[]>;
  /** Runs statements that end in a semicolon at the end of a line. */
  execute(config: string, sql: string): Promise<void>;
  /** Puts so many rows into each table. */
  fill(config: string, rows: number): Promise<void>;
  /** What the database is made of, a line each: by the query, or as SQLAlchemy describes it. */
  state(config: string, query: string): Promise<readonly string[]>;
  /** A line for each table, which changes with its rows. */
  rows(config: string): Promise<readonly string[]>;
  stop(): void;
}

export function startAlembic(edition: Edition): Alembic {
  const child = spawn(python, [join(import.meta.dirname, '..', 'postgresql', 'plans', 'driver.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, PYTHONPATH: packagesOf(edition), PYTHONNOUSERSITE: '1', PYTHONDONTWRITEBYTECODE: '1' },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (what: string, config: string, argument: string): Promise<readonly string[]> => {
    child.stdin.write(`${JSON.stringify({ what, config, argument })}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`Python ended with ${exitOf(child)} during ${what} ${argument}`);
    const answer: { readonly value?: readonly string[]; readonly error?: string } = JSON.parse(value);
    if (answer.error !== undefined) throw new Error(`${what} ${argument}: ${answer.error}`);
    return answer.value ?? [];
  };
  return {
    init: async (config, folder) => void (await ask('init', config, folder)),
    upgrade: async (config, to) => void (await ask('upgrade', config, to)),
    downgrade: async (config, to) => void (await ask('downgrade', config, to)),
    revisions: (config) => ask('revisions', config, ''),
    graph: (config) => ask('graph', config, ''),
    generate: async (config, id) => void (await ask('generate', config, id)),
    check: async (config) => void (await ask('check', config, '')),
    history: (config) => ask('history', config, ''),
    heads: (config) => ask('heads', config, ''),
    current: (config) => ask('current', config, ''),
    ask: (config, sql) => ask('ask', config, sql),
    execute: async (config, sql) => void (await ask('execute', config, sql)),
    fill: async (config, rows) => void (await ask('fill', config, String(rows))),
    state: (config, query) => ask('state', config, query),
    rows: (config) => ask('rows', config, ''),
    stop: () => void child.stdin.end(),
  };
}

const python = 'python3';

/** The folder of its packages. They are installed once, beside this test: pip alone does, no virtual environment is needed. */
export function packagesOf({ name, requirements }: Edition): string {
  const folder = join(import.meta.dirname, '..', '.venv', name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--root-user-action=ignore'];
  try {
    execFileSync(python, ['-m', 'pip', 'install', ...options, '--target', partial, ...requirements], { stdio: 'pipe' });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`Alembic cannot be installed: python3 with pip, and the network, are needed. ${said}`);
  }
  renameSync(partial, folder);
  return folder;
}

function exitOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `status ${exitCode}`;
}
