import type { Source, Span } from '../text.ts';
import type { Effects } from './effects.ts';
import type { Action, EngineName } from './engine.ts';
import type { Finding, Fix, Severity } from './finding.ts';
import type { Environment } from './frontend.ts';
import type { Locking } from './locking.ts';
import type { MappedClass } from './mapped-class.ts';
import type { Direction, Migration, ModelUse, Step } from './migration.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { Schema } from './schema.ts';
import type { Script } from './script.ts';
import type { Standing } from './standing.ts';
import type { Suppression } from './suppression.ts';
import type { Traits } from './traits.ts';
import type { Transaction } from './transaction.ts';
import type { Usages } from './usage.ts';

/** A step, what it meets, and what it does there. */
export interface AnalyzedStep extends Step {
  readonly before: Schema;
  readonly effects: Effects;
}

/** One direction of one migration, as a rule sees it. */
export interface Subject {
  readonly direction: Direction;
  readonly steps: readonly AnalyzedStep[];
  /** The steps of the other direction, for fixes that must mirror. */
  readonly opposite: readonly AnalyzedStep[];
  readonly migration: Migration;
  /** Earlier migrations that may still be pending and then run in the very same transaction, nearest first. */
  readonly previous: readonly Migration[];
  /** All earlier migrations, as far as each has but one parent, nearest first. */
  readonly ancestors: readonly Migration[];
  /** What an operation would do to a schema: how a rule learns whether a plan of its own gains anything here. */
  effects(operation: Operation, schema: Schema): Effects;
  /** What operations would do as the actions of one statement; undefined where the engine has no such thing. */
  together(actions: readonly Action[]): readonly Effects[] | undefined;
  /** The steps in the transactions in which they really run; worked out when somebody asks. */
  transactions(): readonly Transaction[];
  /** Other migrations stand behind this one already: what moves behind them may be missed there. */
  readonly followed: boolean;
  readonly deployment: Deployment;
  /** What the file tells this program not to say, and what came of it: only where `last` rules look. */
  readonly suppressions: readonly Suppression[];
  /** Where the migration stands among the others; found out when it is first asked. */
  standing(): Standing;
  /** What the tool's configuration says of every run. */
  readonly environment: Environment;
  /** From how many rows on a table counts as large. */
  readonly largeTableRows: number;
  /** How many rows the table has; undefined where nobody said. */
  rowsOf(table: Name, schema: Schema): number | undefined;
  /** All migrations of the project that can be put in order, parents first. */
  readonly upgrades: readonly Upgrade[];
  /** How the engine at hand holds, waits for and gives up its locks. */
  readonly locking: Locking;
  /** As the engine at hand has it. */
  readonly oneStatementACall: boolean;
  /** As the engine at hand has them. */
  readonly traits: Traits;
  /** All migrations that stand behind this one, nearest first. */
  later(): readonly Migration[];
  /** Where the application names a table, or a column of it; undefined where nobody has looked (yet). */
  usages(table: Name, column?: string): Usages | undefined;
  /**
   * How the application declares the mapped class; `unlike` where that is more than columns of one table. Undefined where nobody
   * has looked (yet), or it was not found.
   */
  mapped(model: ModelUse): MappedClass | 'unlike' | undefined;
  /** The first words of the file that show that it is written for another engine, and what to say of it. */
  readonly contradicted?: Found | undefined;
}

/** The program around the migrations, as a rule sees it. */
export interface ScriptSubject
  extends Pick<Subject, 'environment' | 'deployment' | 'locking' | 'upgrades' | 'suppressions'> {
  readonly script: Script;
}

/** What a migration does on its way up. */
export interface Upgrade {
  readonly migration: Migration;
  /** It is applied everywhere already: nothing is said of it. */
  readonly released?: boolean | undefined;
  /** As they meet the schema of their day; worked out when somebody asks. */
  steps(): readonly AnalyzedStep[];
}

export type Deployment = 'zero-downtime' | 'maintenance-window';

/** What a rule yields; the analysis adds the rule's id and direction. */
export interface Found {
  readonly span: Span;
  readonly message: string;
  /** A function where they take longer to make than to tell that something is wrong. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  readonly related?: Finding['related'];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** The step whose work is what is bad of it, as long as the table of that work is large: where its size is known, that decides. */
  readonly growing?: AnalyzedStep;
}

/** An opinion on effects: the socket for one hazard. */
export interface Rule {
  /** File name in kebab case, diagnostic code, settings key and docs anchor; reads well after "allow". */
  readonly id: string;
  readonly severity: Severity;
  /** It speaks only where the settings give it a severity. */
  readonly offByDefault?: true;
  /** It asks what the application names: that is searched for only where such a rule is heard. */
  readonly asksApplication?: true;
  /** The same for how the application declares the classes that a migration imports. */
  readonly asksClasses?: true;
  /** Of several histories that a command looks at, only the first hears it, for each engine. */
  readonly oncePerProject?: true;
  /** It judges what became of the others’ findings, and nothing can suppress it. */
  readonly last?: true;
  /** In a downgrade: one level lower (locks), at its own level (traps of syntax and tool), or not at all (data loss, file rules). */
  readonly inDowngrade: 'lower' | 'same' | 'silent';
  /** One level lower where migrations run while nobody works: it is they who would wait, or whose code would break. */
  readonly inMaintenanceWindow?: 'lower';
  readonly docs: {
    /** One sentence. */
    readonly what: string;
    /** What goes wrong in production: what blocks, for how long, on which lock. */
    readonly why: string;
    /** The safe way. */
    readonly instead: string;
    /** Pages of manuals that say more. */
    readonly links?: readonly string[];
  };
  /** Documentation and test at once: `bad` is found, its first fix makes `good`, `good` is silent. */
  readonly examples: readonly Example[];
  check(subject: Subject): Iterable<Found>;
  /** What it finds in the program around the migrations. */
  checkScript?(subject: ScriptSubject): Iterable<Found>;
}

/** A migration before and after, as an author would write it. */
export interface Example {
  readonly engine: EngineName;
  /** Alembic where nothing is said. */
  readonly tool?: 'alembic' | 'sql';
  readonly version?: string;
  /**
   * What `bad` and `good` are: the body of the upgrade function, where nothing is said; all below the revision's ids (`file`);
   * the whole text (`text`); the program around the migrations (`script`). A file of plain SQL is always whole.
   */
  readonly part?: 'file' | 'text' | 'script';
  /** Earlier migrations, oldest first: bodies of their upgrade functions, or whole files of plain SQL. */
  readonly history?: readonly string[];
  /** Files of the application, by paths below its folder. */
  readonly application?: readonly Source[];
  /** Later migrations that git has on the default branch already. */
  readonly merged?: readonly Source[];
  /** What the file is called, where its name is what is bad or good. */
  readonly path?: { readonly bad: string; readonly good: string };
  readonly bad: string;
  readonly good: string;
}
