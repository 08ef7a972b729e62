import type { Difference } from './difference.ts';
import type { Step } from './migration.ts';
import type { Name } from './name.ts';
import type { Other } from './operation.ts';
import { schemaKey } from './schema.ts';

/**
 * What is otherwise of functions, extensions and the like, of which a schema keeps nothing: told by the statements that make
 * and drop them. `earlier` are the upgrades before, the nearest first; `isDoubtful` where something of them could not be read.
 */
export function objectDifferences(
  up: readonly Step[],
  down: readonly Step[],
  earlier: readonly (readonly Step[])[],
  isDoubtful: boolean,
): readonly Difference[] {
  if ([...up, ...down].some(({ operation }) => takesMore(operation))) return [];
  const found: Difference[] = [];
  for (const [key, { object, statements, unclear }] of touched(up, down)) {
    const [first] = statements;
    const last = statements.at(-1);
    if (unclear || !first || !last) continue;
    const thing = { kind: 'object', ...object } as const;
    const before = textBefore(key, earlier);
    const wasThere = first.drops ? !first.isSoft || before !== undefined : isThere(first, before, isDoubtful);
    if (wasThere === undefined) continue;
    if (!wasThere && !last.drops && !last.isBack) found.push({ kind: 'left', thing });
    else if (wasThere && last.drops) found.push({ kind: 'missing', thing });
    else if (wasThere && before !== undefined && before !== 'unclear' && isOtherText(before, last.text))
      found.push({ kind: 'otherwise', thing, is: thing, how: 'text' });
  }
  return found;
}

/** CASCADE takes what is not named, and a schema all that is in it. */
function takesMore(operation: Step['operation']): boolean {
  if (operation.kind !== 'other') return 'cascade' in operation && operation.cascade === true;
  return operation.cascade === true || /^(DROP SCHEMA|DROP OWNED)/.test(operation.statement);
}

interface Statement {
  /** On the way back. */
  readonly isBack: boolean;
  readonly drops: boolean;
  /** `IF EXISTS`, `IF NOT EXISTS`, `OR REPLACE`: it says nothing of what was there. */
  readonly isSoft: boolean;
  readonly text: string | undefined;
}

interface Touched {
  readonly object: { readonly word: string; readonly name: Name };
  readonly statements: readonly Statement[];
  readonly unclear: boolean;
}

function touched(up: readonly Step[], down: readonly Step[]): ReadonlyMap<string, Touched> {
  const all = new Map<string, Touched>();
  for (const step of [...up, ...down]) {
    const isBack = down.includes(step);
    for (const object of objectsOf(step)) {
      const key = keyOf(object);
      const before = all.get(key);
      const statement = { isBack, drops: isDrop(step), isSoft: isSoft(step), text: step.sql };
      const statements = [...(before?.statements ?? []), statement];
      const unclear = before?.unclear === true || step.conditional === true || step.repeated === true;
      all.set(key, { object, statements, unclear });
    }
  }
  return all;
}

function isThere(first: Statement, before: string | undefined, isDoubtful: boolean): boolean | undefined {
  if (!first.isSoft) return false;
  if (before !== undefined) return true;
  // `OR REPLACE` is what many write for something new; whoever says IF NOT EXISTS knows of one that is made elsewhere.
  return isDoubtful || /\bif\s+not\s+exists\b/i.test(first.text ?? '') ? undefined : false;
}

/** The statement that made it last; 'unclear' where that cannot be said, undefined where it was never made, or dropped. */
function textBefore(key: string, earlier: readonly (readonly Step[])[]): string | undefined {
  for (const steps of earlier) {
    const last = steps.findLast((step) => objectsOf(step).some((each) => keyOf(each) === key));
    if (last) return isDrop(last) ? undefined : (last.sql ?? 'unclear');
  }
  return undefined;
}

/** Those that a migration makes and drops by statements of their own. */
function objectsOf({ operation }: Step): readonly Touched['object'][] {
  if (operation.kind !== 'other') return [];
  const [, word] = /^(?:CREATE|DROP) (FUNCTION|PROCEDURE|EXTENSION|DOMAIN|STATISTICS)$/.exec(operation.statement) ?? [];
  return word === undefined ? [] : namesOf(operation).map((name) => ({ word: word.toLowerCase(), name }));
}

function namesOf({ makes, objects = [] }: Other): readonly Name[] {
  return makes ? [makes.name] : objects;
}

function keyOf({ word, name }: Touched['object']): string {
  return `${word} ${schemaKey(name)}`;
}

function isDrop({ operation }: Step): boolean {
  return operation.kind === 'other' && operation.statement.startsWith('DROP');
}

function isSoft({ operation, sql = '' }: Step): boolean {
  if (operation.kind !== 'other') return false;
  return (
    operation.replaces === true ||
    operation.ifExists === true ||
    /\bif\s+(not\s+)?exists\b|^\s*create\s+or\b/i.test(sql)
  );
}

/** How it is indented, quoted and ended is no difference. */
function isOtherText(was: string, is: string | undefined): boolean {
  if (is === undefined) return false;
  const plain = (text: string) =>
    text
      .replace(/\$\w*\$/g, '')
      .replace(/\bor\s+replace\b/i, '')
      .replace(/[\s;]+/g, '')
      .toLowerCase();
  return plain(was) !== plain(is);
}
