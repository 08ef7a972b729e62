import type { Effects } from './effects.ts';
import type { Locking } from './locking.ts';
import type { Operation } from './operation.ts';
import type { Schema } from './schema.ts';
import type { Traits } from './traits.ts';

/** The engines that are known here. What must be decided for each is a table by these names, or by their families. */
export const engineNames = ['postgresql', 'mysql', 'mariadb', 'sqlite'] as const;

export type EngineName = (typeof engineNames)[number];

/** Engines of one family share a grammar: their SQL is read and written alike, but for what an engine decides for itself. */
export type Family = 'postgresql' | 'mysql' | 'sqlite';

interface Known {
  /** As its vendor spells it. */
  readonly title: string;
  readonly family: Family;
  /** What else it is called. */
  readonly aliases: readonly string[];
  /** Tables may have names that differ in capitals alone: a name with quotes keeps its capitals, one without has none. */
  readonly mindsCapitals: boolean;
}

const known: Readonly<Record<EngineName, Known>> = {
  postgresql: {
    title: 'PostgreSQL',
    family: 'postgresql',
    aliases: ['postgres', 'pg', 'pgsql', 'psql'],
    mindsCapitals: true,
  },
  mysql: { title: 'MySQL', family: 'mysql', aliases: [], mindsCapitals: false },
  mariadb: { title: 'MariaDB', family: 'mysql', aliases: ['maria'], mindsCapitals: false },
  sqlite: { title: 'SQLite', family: 'sqlite', aliases: ['sqlite3'], mindsCapitals: false },
};

/** The engine that is called so in settings, URLs and names of files; undefined for one that is not known here. */
export function engineCalled(word: string): EngineName | undefined {
  const called = word.trim().toLowerCase();
  return engineNames.find((name) => name === called || known[name].aliases.includes(called));
}

/** Whose grammar the engine follows. Code that asks for the name of an engine means that one and none of its kin. */
export function familyOf(engine: EngineName): Family {
  return known[engine].family;
}

export function titleOf(engine: EngineName): string {
  return known[engine].title;
}

export function mindsCapitals(engine: EngineName): boolean {
  return known[engine].mindsCapitals;
}

/** A database: the socket for everything that is true of one engine. */
export interface Engine {
  readonly name: EngineName;
  /** As its vendor spells it. */
  readonly title: string;
  /** The versions whose facts are known, oldest first, as the vendor writes them. */
  readonly versions: readonly string[];
  /** Assumed where nobody says which version runs. */
  readonly assumedVersion: string;
  /** The newest that its vendor calls LTS; absent where none is called so. */
  readonly longTermVersion?: string | undefined;
  /** The usual drivers of applications refuse a text of several statements, or lose what becomes of all but the first. */
  readonly oneStatementACall?: boolean | undefined;
  /** The length of a VARCHAR is a label that refuses nothing. */
  readonly lengthsAreLabels?: boolean | undefined;
  /** How its locks are held, waited for and given up. */
  readonly locking: Locking;
  readonly traits: Traits;
  /** `schema` is what the operation meets. */
  effects(operation: Operation, schema: Schema, version: string): Effects;
  /** What each action of one statement does beside the others; absent where each does what it does alone. */
  together?(actions: readonly Action[], version: string): readonly Effects[];
  /** The SQL that carries the operation out; undefined where it cannot be said. */
  print(operation: Operation): string | undefined;
  /** The one statement by which a tool defines a column anew, whatever changes of it; absent where no engine makes it. */
  printRedefined?(operations: readonly Operation[]): string | undefined;
  /** Whether a grammar takes the author's statement whole; what none takes is read clause by clause, and may be right. */
  isChecked(statement: string): boolean;
}

/** One of several operations that a single statement carries out, and what it would do alone. */
export interface Action {
  readonly operation: Operation;
  readonly before: Schema;
  readonly effects: Effects;
}
