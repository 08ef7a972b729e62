import type { Span } from '../text.ts';
import type { Environment } from './frontend.ts';
import type { Migration } from './migration.ts';

/** The program that a tool runs around its migrations, read: Alembic's `env.py`. */
export interface Script {
  readonly path: string;
  /** What it decides for every run. */
  readonly says: Pick<
    Environment,
    'transactionPerMigration' | 'renderAsBatch' | 'autocommit' | 'parameters' | 'namingConvention'
  >;
  /** Where it says what each connection is told, by the parameter's name. */
  readonly toldAt?: ReadonlyMap<string, Span> | undefined;
  /** The dotted name of the metadata that it hands over (`app.models.Base.metadata`), where another file makes it. */
  readonly metadata?: string | undefined;
  /** Where it has the migrations run: `context.run_migrations`. */
  readonly runs?: Span | undefined;
  readonly errors: Migration['errors'];
  /** Where it hands a connection to the tool: `context.configure`. */
  readonly configures?: Span | undefined;
  /** What opened a transaction that nobody commits, before the tool was told to use the connection. */
  readonly uncommitted?: Uncommitted | undefined;
}

export interface Uncommitted {
  /** The words of the call that opened it. */
  readonly head: Span;
  /** The name of the statement's command, or of the call: `SET lock_timeout`, `inspect(…)`. */
  readonly what: string;
  /** A COMMIT before the tool takes the connection would take something back that was set for the transaction alone. */
  readonly local: boolean;
  /** All that is executed in it, where each only sets a parameter of the session to a plain value. */
  readonly sets?: readonly SetThere[] | undefined;
  /** The call that makes the engine whose connection it is, where the program has one: `create_engine(…)`. */
  readonly engine?: Span | undefined;
}

export interface SetThere {
  readonly span: Span;
  readonly name: string;
  /** Without quotes. */
  readonly value: string;
  readonly sql: string;
}
