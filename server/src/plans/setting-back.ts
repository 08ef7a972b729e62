import type { Name } from '../model/name.ts';
import type { Other } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { columnOf, isSame, tableOf } from '../model/schema.ts';
import { earlierSteps } from './earlier-steps.ts';
import { shared } from './planned.ts';
import type { Ground, Led } from './way-back.ts';

/** What sets something of a table back as it was; 'unknown' where nobody knows how, undefined for everything else. */
export function settingBack(step: AnalyzedStep, operation: Other, ground: Ground): Led | 'unknown' | undefined {
  const { statement } = operation;
  const words = statement.replace(/^ALTER TABLE /, '');
  const switched = switches.get(words);
  if (switched !== undefined) return switchedBack(step, operation, { words, ...switched }, ground) ?? 'unknown';
  if (statement === 'ALTER TABLE SET PARAMETERS') return parametersBack(step, operation, ground) ?? 'unknown';
  return statement.endsWith(' IDENTITY') ? (identityBack(step, operation) ?? 'unknown') : undefined;
}

/** Something of the table has been set that nobody would set again for one that is made anew. */
export function isSet(table: Name, step: AnalyzedStep, ground: Ground): boolean {
  return earlierSteps(step, ground).some(({ operation }) => {
    if (operation.kind !== 'other' || !settings.test(operation.statement)) return false;
    const [relation] = operation.relations;
    return relation !== undefined && isSame(relation, table);
  });
}

const settings =
  /^ALTER TABLE (.* ROW LEVEL SECURITY|DISABLE .*|SET PARAMETERS|CLUSTER ON|REPLICA IDENTITY|ALTER COLUMN SET (?!IDENTITY).*)$/;

interface Switch {
  readonly opposite: string;
  /** It leads away from how a table is when it is made: whoever says it says that it was not so. */
  readonly isChange: boolean;
}

function pair(change: string, usual: string): readonly (readonly [string, Switch])[] {
  return [
    [change, { opposite: usual, isChange: true }],
    [usual, { opposite: change, isChange: false }],
  ];
}

const switches: ReadonlyMap<string, Switch> = new Map([
  ...pair('ENABLE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY'),
  ...pair('FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'),
  ...pair('DISABLE TRIGGER', 'ENABLE TRIGGER'),
  ...pair('SET UNLOGGED', 'SET LOGGED'),
]);

function switchedBack(
  step: AnalyzedStep,
  operation: Other,
  { words, opposite, isChange }: Switch & { readonly words: string },
  ground: Ground,
): Led | undefined {
  const back = reworded(step.sql, words, opposite);
  if (back === undefined) return undefined;
  const was = earlierSteps(step, ground).find((each) => {
    const of = each.operation;
    if (of.kind !== 'other' || !isAlike(of, operation)) return false;
    return plain(each.sql) === plain(step.sql) || plain(each.sql) === plain(back);
  });
  if (was ? plain(was.sql) === plain(step.sql) : !isChange) return was ? none : undefined;
  const switched: Other = { ...operation, statement: `ALTER TABLE ${opposite}` };
  return { planned: [{ ...shared(switched), sql: back }], notes: [] };
}

const none: Led = { planned: [], notes: [] };

function isAlike(one: Other, other: Other): boolean {
  const [first, second] = [one.relations[0], other.relations[0]];
  return first !== undefined && second !== undefined && isSame(first, second);
}

/** The author's statement with other words in it, where it does nothing else. */
function reworded(sql: string | undefined, from: string, to: string): string | undefined {
  const pattern = new RegExp(`\\b${from.replaceAll(' ', '\\s+')}\\b`, 'gi');
  const text = plain(sql);
  const found = sql === undefined || sql.includes(',') ? [] : [...text.matchAll(pattern)];
  // "FORCE" stands in "NO FORCE" too.
  return found.length !== 1 || (from.startsWith('FORCE') && /\bno\s+force\b/i.test(text))
    ? undefined
    : text.replace(pattern, to);
}

function plain(sql: string | undefined): string {
  return (sql ?? '')
    .trim()
    .replace(/\s*;\s*$/, '')
    .replace(/\s+/g, ' ');
}

/** `SET (fillfactor = 70)`: to the value that history has set before, or to that of the server. */
function parametersBack(step: AnalyzedStep, operation: Other, ground: Ground): Led | undefined {
  const [, head = '', verb = '', list = ''] = parameters.exec(plain(step.sql)) ?? [];
  const [relation] = operation.relations;
  if (list === '' || !relation || !tableOf(step.before, relation)?.complete) return undefined;
  const earlier = earlierSteps(step, ground).filter(({ operation: each }) =>
    each.kind === 'other' ? isAlike(each, operation) : each.kind === 'createTable' && isSame(each.table, relation),
  );
  const was = itemsOf(list).map(({ name }) => ({ name, value: valueBefore(name, earlier) }));
  if (was.some(({ value }) => value === 'unclear')) return undefined;
  const sets = was.filter(({ value }) => value !== undefined).map(({ name, value }) => `${name} = ${value}`);
  const resets = was.filter(({ value }) => value === undefined).map(({ name }) => name);
  const texts = [
    ...(sets.length > 0 ? [`${head} SET (${sets.join(', ')})`] : []),
    ...(resets.length > 0 && /^set$/i.test(verb) ? [`${head} RESET (${resets.join(', ')})`] : []),
  ];
  return { planned: texts.map((sql) => ({ ...shared(operation), sql })), notes: [] };
}

const parameters = /^(alter table [^()]*?) (set|reset) ?\(([^()]*)\)$/i;

function itemsOf(list: string): readonly { readonly name: string; readonly value: string | undefined }[] {
  return list.split(',').map((each) => {
    const [name = '', value] = each.split('=').map((part) => part.trim());
    return { name, value };
  });
}

function valueBefore(name: string, earlier: readonly { readonly sql?: string | undefined }[]): string | undefined {
  for (const { sql } of earlier) {
    const text = plain(sql);
    const [, , verb = '', list] = parameters.exec(text) ?? [];
    const found = list === undefined ? undefined : itemsOf(list).find((each) => each.name === name);
    if (found) return /^reset$/i.test(verb) ? undefined : (found.value ?? 'unclear');
    if (list === undefined && new RegExp(`\\b${name.replace('.', '[.]')}\\b`, 'i').test(text)) return 'unclear';
  }
  return undefined;
}

/** The numbers of a column that is numbered anew begin again. https://www.postgresql.org/docs/current/sql-altertable.html */
function identityBack({ before, sql = '' }: AnalyzedStep, operation: Other): Led | undefined {
  const { relations, statement, column } = operation;
  const [relation] = relations;
  if (!relation || column === undefined) return undefined;
  const was = columnOf(before, relation, column)?.identity;
  const to = (word: string, identity?: Other['identity']): Led => ({
    planned: [shared({ ...operation, statement: `ALTER TABLE ALTER COLUMN ${word} IDENTITY`, identity })],
    notes: [],
  });
  if (statement.endsWith('ADD IDENTITY')) return was ? undefined : to('DROP');
  if (was !== 'always' && was !== 'by default') return undefined;
  if (statement.endsWith('SET IDENTITY'))
    return /\bset\s+generated\s+(always|by\s+default)\s*;?\s*$/i.test(sql) ? to('SET', was) : undefined;
  const note = `The numbers of ${relation.name}.${column} begin again at 1: set its sequence behind the highest of them.`;
  return { ...to('ADD', was), notes: [note] };
}
