import type { Engine } from '../model/engine.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { HeldLock } from '../model/transaction.ts';
import type { Analysis } from './analyze.ts';
import { type Course, courseOf } from './course.ts';
import { durationText } from './duration.ts';
import { highest, locksOf, writtenRelation } from './held.ts';
import { waitingText } from './queue.ts';
import { heldText, keptText, type NameOf } from './transaction-text.ts';
import { usedBy } from './usages/used.ts';
import { listed, othersText, workOf, workText } from './wording.ts';

/** One thing worth knowing of a statement: its label and its text read on as one sentence. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What a statement does, all its actions taken together, for hover, report and command line alike. */
export function factsOf(statement: readonly AnalyzedStep[], analysis: Analysis, nameOf: NameOf): readonly Fact[] {
  const read = statement.filter(({ effects }) => !effects.unknown);
  if (read.length === 0) return [];
  const refused = read.find(({ effects }) => effects.refused !== undefined)?.effects.refused;
  if (refused !== undefined) return [{ label: 'Refused', text: refused }, ...unchecked(read, analysis)];
  const course = courseOf(analysis);
  const when = (test: (step: AnalyzedStep) => boolean | undefined, label: string, text: string): readonly Fact[] =>
    read.some(test) ? [{ label, text }] : [];
  const touches = read.some(touchesTables);
  return [
    ...(touches ? lockFacts(read, analysis) : []),
    ...(touches ? workFacts(read, analysis) : []),
    ...read.flatMap((step) => waitFacts(step, course)),
    ...transactionFacts(read, analysis, course, nameOf),
    ...when(({ effects }) => effects.afterCommit, 'Transaction', 'what it makes can be used once it has committed'),
    ...when(({ effects }) => effects.canFailOnRows, 'Rows', 'that exist may make it fail'),
    ...when(({ effects }) => effects.dataLoss, 'Data', 'is lost'),
    ...when(({ effects }) => effects.cascades, 'Cascade', 'what depends on it goes too, and is not named'),
    ...when(({ effects }) => effects.breaksRunningCode, 'Code', 'that still runs on the old schema breaks'),
    ...usedBy(read, analysis).map(({ what, text }) => ({ label: 'Uses', text: `of ${what}: ${text}` })),
    ...when(({ conditional }) => conditional, 'Condition', 'it runs only if one holds that could not be decided here'),
    ...distinct(
      read.flatMap(({ effects: { assumed } }) =>
        assumed === undefined ? [] : [{ label: 'Assumed', text: `the worst, as ${assumed}` }],
      ),
    ),
    ...unchecked(read, analysis),
    ...when(({ effects }) => effects.fromManual, 'Basis', 'the manual; not measured on a server'),
  ];
}

function touchesTables({ operation: { kind } }: AnalyzedStep): boolean {
  return kind !== 'controlTransaction' && kind !== 'setParameter';
}

/** What the author wrote himself, and nobody vouches for. */
export function isUnchecked({ sql, error }: AnalyzedStep, engine: Engine): boolean {
  return sql !== undefined && error === undefined && !engine.isChecked(sql);
}

function unchecked([first]: readonly AnalyzedStep[], { engine }: Analysis): readonly Fact[] {
  if (!first || !isUnchecked(first, engine)) return [];
  return [{ label: 'Grammar', text: 'read clause by clause: none here takes the statement whole' }];
}

function lockFacts(statement: readonly AnalyzedStep[], { engine: { locking } }: Analysis): readonly Fact[] {
  const held = locksOf(statement, locking);
  const alike = new Map<string, HeldLock[]>();
  for (const lock of held) alike.set(lock.mode, [...(alike.get(lock.mode) ?? []), lock]);
  const told = [...alike].flatMap(([mode, [first, ...rest]]) => {
    if (!first) return [];
    const others = locking.modes.find((each) => each.mode === mode)?.others ?? othersText[first.blocks];
    return [`${mode} on ${listed([first, ...rest].map(({ relation }) => relation))}: ${others}`];
  });
  const all = highest(statement.map(({ effects }) => effects.blocks));
  const known = highest(held.map(({ blocks }) => blocks));
  // What is locked is sometimes found by the server alone.
  const beside = all !== known ? [`on tables that only the server finds: ${othersText[all]}`] : [];
  const written = statement.some((step) => writtenRelation(step) !== undefined);
  const rows = written ? ['each row that it writes, until the transaction ends: who else writes it waits'] : [];
  const none =
    told.length + beside.length + rows.length === 0
      ? [algorithms(statement).length > 0 ? `none: ${othersText.nothing}` : 'none on existing tables']
      : [];
  return [
    ...algorithms(statement),
    ...[...told, ...rows, ...beside, ...none].map((text) => ({ label: 'Locks', text })),
  ];
}

function algorithms(statement: readonly AnalyzedStep[]): readonly Fact[] {
  return distinct(
    statement.flatMap(({ effects: { algorithm, lock = 'NONE' } }) =>
      algorithm === undefined ? [] : [{ label: 'Algorithm', text: `${algorithm}, LOCK=${lock}` }],
    ),
  );
}

function workFacts(statement: readonly AnalyzedStep[], { project }: Analysis): readonly Fact[] {
  const growing = statement.filter(({ effects }) => effects.work !== 'instant');
  const told = growing.map((step) => {
    const duration = durationText(step, project);
    return `${workOf(step)}${duration === undefined ? '' : `: ${duration}`}`;
  });
  return distinct((told.length > 0 ? told : [workText.instant]).map((text) => ({ label: 'Work', text })));
}

function waitFacts(step: AnalyzedStep, { waiting, sayWaiting }: Course): readonly Fact[] {
  const found = sayWaiting.has(step) ? waiting.get(step) : undefined;
  return found ? [{ label: 'Queue', text: waitingText(found) }] : [];
}

function transactionFacts(
  statement: readonly AnalyzedStep[],
  { migration }: Analysis,
  { transactionOf }: Course,
  nameOf: NameOf,
): readonly Fact[] {
  const [first] = statement;
  if (!first) return [];
  const told = [
    ...(statement.some(({ effects }) => effects.transaction === 'forbidden') ? ['cannot run inside one'] : []),
    ...(statement.some(({ effects }) => effects.transaction === 'implicit commit')
      ? [`commits what was done before it${touchesTables(first) ? ', and then itself' : ''}`]
      : []),
    ...(first.transaction === 'autocommit' && migration.transaction !== 'statement'
      ? ['runs and commits by itself, outside the migration’s own']
      : []),
  ];
  const under = transactionOf.get(first)?.under.filter(({ step }) => statement.includes(step)) ?? [];
  const held = under.flatMap((each) => heldText(each, nameOf) ?? []);
  const kept = keptText(statement, transactionOf.get(first), nameOf) ?? [];
  return distinct([...told, ...held.slice(0, 1), ...kept].map((text) => ({ label: 'Transaction', text })));
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter((each, at) => facts.findIndex(({ text }) => text === each.text) === at);
}
