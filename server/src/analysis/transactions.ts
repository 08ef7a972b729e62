import type { Direction, Migration, TransactionScope } from '../model/migration.ts';
import { isControl } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { parameterOf } from '../model/schema.ts';
import { byStatement } from '../model/statements.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';
import { accumulated } from './held.ts';

/** The steps of both directions in the transactions in which they really run. */
export function transactionsOf(analysis: Analysis): readonly Transaction[] {
  const previous = analysis.history.previous(analysis.migration);
  return [
    ...transactionsIn('up', analysis.up, previous, analysis),
    ...transactionsIn('down', analysis.down, previous, analysis),
  ];
}

/** What decides where transactions begin and end. */
export type Ground = Pick<Analysis, 'migration' | 'project' | 'frontend' | 'engine'>;

/** Where a transaction is open, and what would open the next one. */
interface State {
  readonly analysis: Ground;
  readonly direction: Direction;
  readonly found: Draft[];
  open: Draft | undefined;
  /** The tool, or a driver for it, opens one for what comes next. */
  opens: boolean;
}

interface Draft extends Pick<Transaction, 'scope'> {
  readonly steps: AnalyzedStep[];
  ends: Transaction['ends'];
}

/** The steps of one direction; `previous` are the migrations before this one, nearest first. */
export function transactionsIn(
  direction: Direction,
  steps: readonly AnalyzedStep[],
  previous: readonly Migration[],
  ground: Ground,
): readonly Transaction[] {
  const state: State = { analysis: ground, direction, found: [], open: undefined, opens: true };
  for (const statement of byStatement(steps)) take(statement, state);
  const last = state.open;
  const scope = toolScope(ground);
  // What nobody commits is rolled back when the connection closes.
  close(scope === 'statement' ? 'rollback' : 'commit', state);
  return state.found.map((draft, at) => {
    const isShared = scope === 'run' && draft.scope === 'run';
    const begins = isShared && at === 0 && direction === 'up';
    return {
      direction,
      ...draft,
      ...accumulated(draft.steps, ground),
      earlier: begins ? previous : [],
      goesOn: isShared && draft === last,
    };
  });
}

function take(statement: readonly AnalyzedStep[], state: State): void {
  const [first] = statement;
  if (!first) return;
  if (statement.some(({ inCode }) => inCode)) runCode(statement, state);
  else if (isControl(first.operation)) for (const step of statement) control(step, state);
  else if (statement.some(({ effects }) => effects.transaction === 'implicit commit'))
    commitImplicitly(statement, state);
  else if (turnsAutocommitOn(first, state)) commitImplicitly(statement, state);
  else if (isShared(statement, state)) add(statement, toolScope(state.analysis), state);
  else {
    close('commit', state);
    alone(statement, state);
  }
}

function control(step: AnalyzedStep, state: State): void {
  const { operation, effects } = step;
  if (operation.kind !== 'controlTransaction') return;
  if (operation.what === 'begin') {
    if (effects.transaction === 'implicit commit') close('implicit commit', state);
    add([step], step.transaction === 'shared' ? toolScope(state.analysis) : 'block', state);
  } else if (state.open) {
    state.open.steps.push(step);
    close(operation.what, state);
  }
}

/** Before and behind it: it commits what was done so far, and stands alone. */
function commitImplicitly(statement: readonly AnalyzedStep[], state: State): void {
  close('implicit commit', state);
  alone(statement, state);
  state.opens = state.analysis.frontend.opensTransaction !== undefined;
}

/** A block of code is one transaction, unless it says COMMIT itself, which it may where no transaction is open around it. */
function runCode(statement: readonly AnalyzedStep[], state: State): void {
  if (isShared(statement, state)) {
    add(statement, toolScope(state.analysis), state);
    return;
  }
  close('commit', state);
  let batch: AnalyzedStep[] = [];
  for (const step of statement) {
    batch.push(step);
    if (step.operation.kind !== 'controlTransaction' || step.operation.what === 'begin') continue;
    state.found.push({ scope: 'statement', steps: batch, ends: step.operation.what });
    batch = [];
  }
  if (batch.length > 0) alone(batch, state);
}

/** Whether it becomes part of a transaction that others are part of too. */
function isShared(statement: readonly AnalyzedStep[], state: State): boolean {
  const [first] = statement;
  if (!first) return false;
  const autocommit = autocommitAt(first);
  if (autocommit === 'off') return true;
  if (first.transaction !== 'shared') return false;
  if (state.open) return true;
  if (autocommit === 'on') return false;
  const { frontend, project } = state.analysis;
  if (!frontend.opensTransaction) return state.opens;
  return statement.some((step) => frontend.opensTransaction?.(step, project.engine));
}

/** With `autocommit` off each statement opens a transaction where none is open, with it on none does. */
function autocommitAt({ before }: AnalyzedStep): 'on' | 'off' | undefined {
  return autocommitOf(parameterOf(before, 'autocommit'));
}

function autocommitOf(value: string | undefined): 'on' | 'off' | undefined {
  if (value === undefined) return undefined;
  return /^'?(0|off|false)'?$/i.test(value) ? 'off' : 'on';
}

/** Where it was off, which drivers see to, that commits: https://dev.mysql.com/doc/refman/8.4/en/commit.html */
function turnsAutocommitOn(step: AnalyzedStep, { analysis }: State): boolean {
  const { operation } = step;
  if (operation.kind !== 'setParameter' || operation.name.toLowerCase() !== 'autocommit') return false;
  const was = autocommitAt(step) ?? (analysis.frontend.opensTransaction ? 'off' : 'on');
  return was === 'off' && autocommitOf(operation.value) === 'on';
}

function add(statement: readonly AnalyzedStep[], scope: Draft['scope'], state: State): void {
  state.open ??= { scope, steps: [], ends: 'commit' };
  state.open.steps.push(...statement);
}

function alone(statement: readonly AnalyzedStep[], { found }: State): void {
  found.push({ scope: 'statement', steps: [...statement], ends: 'commit' });
}

function close(ends: Draft['ends'], state: State): void {
  const { open } = state;
  if (!open) return;
  open.ends = ends;
  state.found.push(open);
  state.open = undefined;
}

/** What the tool puts into one transaction. */
function toolScope({ migration, project }: Ground): TransactionScope {
  const apart = migration.transaction === 'run' && project.environment.transactionPerMigration === true;
  return apart ? 'file' : migration.transaction;
}
