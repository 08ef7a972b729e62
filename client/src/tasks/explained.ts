import type { AlembicCommand } from './arguments.ts';
import type { Interpreter } from './interpreter.ts';
import { redacted } from './redacted.ts';
import type { Ended } from './run.ts';
import { failureIn, lastErrorIn } from './traceback.ts';

/** Why a run failed, in words for whoever asked for it, and what can be done about it. */
export interface Explanation {
  readonly message: string;
  readonly next: readonly NextStep[];
}

export type NextStep =
  | 'merge heads'
  | 'choose heads'
  | 'upgrade first'
  | 'generate revision'
  | 'show revisions'
  | 'open env.py'
  | 'open configuration';

export interface Failed {
  readonly asked: AlembicCommand;
  readonly interpreter: Interpreter;
  readonly ended: Ended;
}

/** No password of the output gets into the words. */
export function explain(failed: Failed): Explanation {
  const { ended, interpreter } = failed;
  if (ended.isMissing) return say(`${interpreter.program} was not found, which runs Alembic in this project`);
  for (const { when, ...known } of explanations) {
    const match = when.exec(ended.output);
    const explained = match && known.explain(match, failed);
    if (explained) return { ...explained, message: redacted(explained.message) };
  }
  const said = failureIn(ended.output) ?? lastErrorIn(ended.output) ?? lastLineOf(ended.output);
  return say(redacted(`alembic ${failed.asked.command} failed: ${said || `it ended with status ${ended.code}`}`));
}

interface Known {
  readonly when: RegExp;
  readonly explain: (match: RegExpExecArray, failed: Failed) => Explanation | undefined;
}

/** The first that fits speaks: what is said of a module comes before what is said of the server that it would have asked. */
const explanations: readonly Known[] = [
  {
    when: /No module named '?alembic(?:\.__main__)?'?(?=[;\s]|$)|Failed to spawn: `alembic`|Command not found: alembic|the command alembic (?:could not be found|was not found)/im,
    explain: ([said], { interpreter }) =>
      /__main__/.test(said)
        ? say(
            'The folder of the configuration has a package called alembic, which hides Alembic, and the environment has no alembic program',
          )
        : say(
            `Alembic is not installed in ${interpreter.title}: choose the project's Python, or install alembic there`,
          ),
  },
  {
    when: /ModuleNotFoundError: No module named '([\w.]+)'/,
    explain: ([, name = ''], { interpreter }) =>
      drivers.has(name.split('.')[0] ?? '')
        ? say(`The driver ${name} of the database is not installed in ${interpreter.title}`, 'open configuration')
        : say(
            `The module ${name}, which the project's code imports, was not found in ${interpreter.title}`,
            'open env.py',
          ),
  },
  {
    when: /Can't load plugin: sqlalchemy\.dialects:([\w.]+)/,
    explain: ([, name]) =>
      say(
        `SQLAlchemy knows no database called ${name}: the URL begins wrongly, or its package is missing`,
        'open configuration',
      ),
  },
  {
    when: /Could not parse SQLAlchemy URL/,
    explain: () => say('What stands where the URL of the database should is none', 'open configuration'),
  },
  {
    when: /Multiple head(?:s| revisions) are present/,
    explain: (_match, { asked }) =>
      say(
        'The migrations have several heads: Alembic does not know which one is meant',
        'merge heads',
        ...(asked.command === 'upgrade' ? (['choose heads'] as const) : []),
      ),
  },
  {
    when: /Can't locate revision identified by '([^']*)'/,
    explain: ([, id], { asked }) =>
      say(
        'revision' in asked && asked.revision === id
          ? `No file has the revision ${id}`
          : `The database is at the revision ${id}, and no file has it: its migration may lie on another branch of the repository`,
        'show revisions',
      ),
  },
  {
    when: /Revision (\S+) referenced from (\S+) -> (\S+).* is not present/,
    explain: ([, missing, , from]) =>
      say(`The revision ${from} follows ${missing}, and no file has it`, 'show revisions'),
  },
  {
    when: /Cycle is detected in revisions|Dependency (?:loop|cycle)/,
    explain: () => say('The migrations follow one another in a circle', 'show revisions'),
  },
  {
    when: /Target database is not up to date/,
    explain: () =>
      say(
        'The database lacks migrations that exist: only one that has them all can be compared with the models',
        'upgrade first',
      ),
  },
  {
    when: /New upgrade operations detected: (.*)/,
    explain: () => say('The models have changes that no migration has', 'generate revision'),
  },
  {
    when: /does not provide a MetaData object/,
    explain: () =>
      say('env.py names no models (target_metadata): there is nothing to compare the database with', 'open env.py'),
  },
  {
    when: /Relative revision (\S+) didn't produce|Ambiguous walk/,
    explain: ([said, step], { asked }) =>
      step === undefined
        ? say(
            `${said}: from where the database is there are several ways, so the revision must be named`,
            'show revisions',
          )
        : say(
            `There is no migration ${asked.command === 'downgrade' ? 'below' : 'above'} the one that the database is at`,
            'show revisions',
          ),
  },
  {
    when: /is not a valid (?:downgrade|upgrade) target|Destination \S+ is not/,
    explain: () => say('The database is not at a revision from which a way leads there', 'show revisions'),
  },
  {
    when: /database (?:table )?is locked/,
    explain: () =>
      say(
        'Another program holds the SQLite database locked: close it, or wait until it has written, and run this again',
      ),
  },
  {
    when: /due to lock timeout|Lock wait timeout exceeded|LockNotAvailable/,
    explain: () =>
      say(
        'Another session held a lock for longer than the lock timeout allows: nothing of the migration that waited remains. Run it again when less is going on',
      ),
  },
  {
    when: /deadlock detected|Deadlock found/,
    explain: () =>
      say('The server broke off the migration because it and another session waited for one another: run it again'),
  },
  {
    when: /due to statement timeout|maximum statement execution time exceeded/,
    explain: () => say('A statement took longer than the statement timeout of the database allows'),
  },
  {
    when: /password authentication failed for user "([^"]*)"|no password supplied|fe_sendauth|Access denied for user '([^']*)'/,
    explain: ([, first, second]) =>
      say(
        `The database refused the ${(first ?? second) ? `password of ${first ?? second}` : 'connection: it wants a password'}`,
        'open configuration',
        'open env.py',
      ),
  },
  {
    when: /database "([^"]*)" does not exist|Unknown database '([^']*)'/,
    explain: ([, first, second]) =>
      say(`The server has no database called ${first ?? second}`, 'open configuration', 'open env.py'),
  },
  {
    when: /role "([^"]*)" does not exist/,
    explain: ([, role]) => say(`The server has no user called ${role}`, 'open configuration', 'open env.py'),
  },
  {
    when: /unable to open database file/,
    explain: () =>
      say(
        'The file of the SQLite database cannot be opened: its folder is missing, or may not be written to',
        'open configuration',
      ),
  },
  {
    when: /Connection refused|could not connect to server|Can't connect to (?:local )?(?:MySQL |MariaDB )?server|could not translate host name|Name or service not known|getaddrinfo failed|connection to server (?:at|on) .* failed/i,
    explain: () =>
      say('The database did not answer: is it running, and is its address right?', 'open configuration', 'open env.py'),
  },
  {
    when: /invalid choice: '(\w+)'/,
    explain: ([, name], { interpreter }) =>
      say(`The Alembic of ${interpreter.title} is too old: it has no command ${name}`),
  },
  {
    when: /unrecognized arguments: (.*)|no such option: (.*)/,
    explain: ([, first, second]) => say(`This version of Alembic has no ${(first ?? second ?? '').trim()}`),
  },
  {
    when: /No 'script_location' key found|No config file '([^']*)' found/,
    explain: () =>
      say(
        'The configuration does not say where the migrations lie (script_location), without which Alembic cannot run on its own',
        'open configuration',
      ),
  },
  {
    when: /Path doesn't exist: '?([^'\n]*?)'?\. {2}Please use the 'init' command/,
    explain: ([, path]) =>
      say(
        `The folder ${path} does not exist: script_location begins where Alembic is started, unless it begins with %(here)s`,
        'open configuration',
      ),
  },
];

const drivers = new Set(
  [
    'psycopg2',
    'psycopg',
    'asyncpg',
    'pg8000',
    'MySQLdb',
    'pymysql',
    'mysql',
    'mariadb',
    'aiomysql',
    'asyncmy',
    'aiosqlite',
  ].concat(['pysqlite3', 'sqlcipher3', 'greenlet', 'psycopg2cffi', 'cymysql', 'pyodbc', 'oracledb', 'cx_Oracle']),
);

function say(message: string, ...next: readonly NextStep[]): Explanation {
  return { message, next };
}

function lastLineOf(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
