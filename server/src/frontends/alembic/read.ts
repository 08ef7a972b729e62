import { familyOf } from '../../model/engine.ts';
import type { Target } from '../../model/frontend.ts';
import type { Direction, Migration, Step } from '../../model/migration.ts';
import { apply } from '../../python/functions.ts';
import { moduleScope } from '../../python/module.ts';
import { parsePython, textOf } from '../../python/parse.ts';
import type { Host, Run } from '../../python/run.ts';
import { assign, type Scope } from '../../python/scope.ts';
import { type FunctionValue, unknown, type Value } from '../../python/values.ts';
import type { Source, Span } from '../../text.ts';
import { asksForDatabase } from './dialect-questions.ts';
import { recorder } from './host.ts';
import { modelUses } from './model-uses.ts';
import { rollbackOf } from './read-rollback.ts';
import type { Recorded } from './recording.ts';
import { readRevision } from './revision.ts';

/** Names that every revision file imports: they keep their meaning while the import is missing or half typed. */
const customary = [
  ['op', 'alembic.op'],
  ['sa', 'sqlalchemy'],
] as const;

/** How much of a file is followed before the reading gives up: some hundred times an ordinary migration. */
const budget = 100_000;

/** Reads a revision file. Never throws on any text: what it cannot read is an `opaque` operation. */
export function readMigration(source: Source, target: Target): Migration {
  const tree = parsePython(source.text);
  const module = moduleScope(tree);
  for (const [name, path] of customary) assume(module, name, path);
  const start = (host: Host): Run => ({
    tree,
    module,
    host,
    budget,
    depth: 0,
    conditions: 0,
    skipped: 0,
    broken: 0,
    loops: 0,
    statement: { start: 0, end: 0 },
    stack: [],
  });
  const written = (value: Value) => textOf(tree, value.span);
  // What this engine refuses in a branch that could not be decided is meant for another one.
  const decided = (steps: readonly Recorded[]) => {
    const refused = ({ step }: Recorded) => step.conditional === true && step.error !== undefined;
    return steps.some(refused) && asksForDatabase(tree) ? steps.filter((each) => !refused(each)) : steps;
  };
  const direction = (name: Direction): readonly Recorded[] => {
    const host = recorder(target, written);
    const called = module.names.get(`${name}grade`);
    if (called?.kind === 'function') carryOut(start(host), called);
    else if (called) host.gaveUp(called.span, `${name}grade is defined elsewhere`, start(host));
    return decided(host.steps);
  };
  const { up, down } = marked(direction('up'), direction('down'));
  const revision = readRevision(start(recorder(target, written)), source.path);
  const [upgrade, downgrade] = [module.names.get('upgrade'), module.names.get('downgrade')];
  const models = modelUses(tree);
  const unfinished = tree.firstError !== undefined && /\bdef\s+downgrade\b/.test(source.text);
  return {
    tool: 'alembic',
    path: source.path,
    ...revision,
    up,
    down,
    ...(models.length > 0 && { models }),
    // Only where the database can take DDL back does one transaction serve the whole run: `transactional_ddl` of its dialect.
    transaction: familyOf(target.engine) === 'postgresql' ? 'run' : 'file',
    rollback: unfinished ? 'written' : rollbackOf(tree, downgrade, down, functionsOf(module, 'downgrade_')),
    spans: { ...revision.spans, up: wordsOf(upgrade), down: wordsOf(downgrade) },
    errors: tree.firstError
      ? [{ span: tree.firstError, message: 'This is not Python; what stands behind it may be misread' }]
      : [],
  };
}

function assume(module: Scope, name: string, path: string): void {
  if (module.names.has(name) || module.pending.has(name)) return;
  const span = { start: 0, end: 0 };
  assign(module, name, { kind: 'reference', span, path, name: path.slice(path.lastIndexOf('.') + 1) });
}

function carryOut(run: Run, called: FunctionValue): void {
  const span = called.span;
  const op = { kind: 'reference', span, path: 'alembic.op', name: 'op' } as const;
  apply(
    run,
    called,
    {
      positional: [],
      keywords: new Map<string, Value>([
        ['op', op],
        ['engine_name', unknown(span, 'the name of the engine is only known when it runs')],
      ]),
      open: false,
    },
    span,
  );
  if (run.budget <= 0) run.host.gaveUp(span, 'it does too much to be followed to its end', run);
}

/** The words `def upgrade`. */
function wordsOf(value: Value | undefined): Span | undefined {
  return value?.kind === 'function' ? value.span : undefined;
}

/** Marks the steps whose text ran more than once: in a loop, in a helper called twice, or in both directions. */
function marked(up: readonly Recorded[], down: readonly Recorded[]): { up: readonly Step[]; down: readonly Step[] } {
  const times = new Map<number, Set<string>>();
  const count = (name: Direction, steps: readonly Recorded[]) => {
    for (const { made, time } of steps)
      times.set(made.start, (times.get(made.start) ?? new Set()).add(`${name} ${time}`));
  };
  count('up', up);
  count('down', down);
  const mark = ({ step, made }: Recorded): Step =>
    (times.get(made.start)?.size ?? 0) > 1 ? { ...step, repeated: true } : step;
  return { up: up.map(mark), down: down.map(mark) };
}

/** The functions of the multidb template, one a database: `downgrade_engine1()`. */
function functionsOf(module: Scope, prefix: string): readonly Value[] {
  return [...module.names.values()].filter((value) => value.kind === 'function' && value.name.startsWith(prefix));
}
