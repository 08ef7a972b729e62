import type { ForeignKey } from './constraint.ts';
import type { Course, Difference, Otherwise, Thing } from './difference.ts';
import { guaranteeOf, isOverMissing } from './guarantee.ts';
import { indexNames } from './index-names.ts';
import type { CreateIndex } from './operation.ts';
import type { Table } from './schema.ts';

/** Indexes and constraints are the same where they guarantee the same, whatever they are made by. */
export function guarantees(
  table: Table,
  between: Table | undefined,
  now: Table,
  { known }: Course,
): readonly Difference[] {
  const [was, middle, is] = [table, between, now].map((each) => (each ? holdings(each) : []));
  if (!was || !middle || !is) return [];
  const isAllKnown = table.complete && !known.doubtful;
  const has = (all: readonly Holding[], one: Holding) => all.some((each) => isOne(each, one));
  const missing = was.filter(
    (each) => !has(is, each) && (!has(middle, each) || !known.doubtful) && !isOverMissing(each.thing, table, now),
  );
  const left = is.filter(
    (each) => !has(was, each) && (has(middle, each) || isAllKnown) && !isOverMissing(each.thing, between, now),
  );
  return [
    ...missing.map(({ thing }) => ({ kind: 'missing', thing }) as const),
    ...left.map(({ thing }) => ({ kind: 'left', thing }) as const),
    // What the way there takes away by its name was there, and was made as history saw it.
    ...was
      .filter(({ thing }) => isAllKnown || (table.complete && !middle.some((each) => isKept(each.thing, thing))))
      .flatMap((each) => changed(each, was, is)),
  ];
}

interface Holding {
  readonly name: string | undefined;
  readonly guarantee: string;
  readonly thing: Held;
}

type Held = Extract<Thing, { readonly kind: 'index' | 'constraint' }>;

function isOne(one: Holding, other: Holding): boolean {
  return one.guarantee === other.guarantee || (one.name !== undefined && one.name === other.name);
}

function holdings(table: Table): readonly Holding[] {
  const names = indexNames(table);
  return [
    ...table.indexes.map((index, at): Holding => {
      const name = names[at] ?? '';
      const thing = { kind: 'index', table: table.name, name, index } as const;
      return { name, guarantee: guaranteeOf(thing), thing };
    }),
    ...table.constraints
      .filter(({ kind }) => kind !== 'notNull')
      .map((constraint): Holding => {
        const thing = { kind: 'constraint', table: table.name, constraint } as const;
        return { name: constraint.name, guarantee: guaranteeOf(thing), thing };
      }),
  ];
}

/** What came back under its name, or what guarantees the same under another one, and is not the same all the same. */
function changed(each: Holding, was: readonly Holding[], is: readonly Holding[]): readonly Difference[] {
  const { thing } = each;
  const named = each.name === undefined ? undefined : is.find(({ name }) => name === each.name);
  const alike = is.filter(({ guarantee }) => guarantee === each.guarantee);
  const now = named ?? (alike.length === 1 ? alike[0] : undefined);
  if (!now || isKept(thing, now.thing)) return [];
  const how = otherwise(thing, now.thing);
  if (how !== undefined) return [{ kind: 'otherwise', thing, is: now.thing, how }];
  // A convention of the project may give a CHECK another name than the one that is written.
  const isRenamed = !named && nameOf(thing) !== undefined && nameOf(now.thing) !== undefined && !isCheck(thing);
  const isFree =
    isRenamed &&
    [each, now].every(({ name = '' }) => name.length <= longestName) &&
    !was.some(({ name }) => name === now.name) &&
    thing.kind === now.thing.kind;
  return isFree
    ? [{ kind: 'renamed', what: thing.kind, table: thing.table, from: each.name ?? '', to: now.name ?? '' }]
    : [];
}

/** A longer one is cut off, by the server or by the tool, each in its own way. */
const longestName = 63;

function isKept(one: Held, other: Held): boolean {
  if (one.kind === 'index') return other.kind === 'index' && other.index === one.index;
  return other.kind === 'constraint' && other.constraint === one.constraint;
}

function isCheck(thing: Held): boolean {
  return thing.kind === 'constraint' && thing.constraint.kind === 'check';
}

/** The name that its author gave it. */
function nameOf(thing: Held): string | undefined {
  return thing.kind === 'index' ? thing.index.name : thing.constraint.name;
}

function otherwise(was: Held, is: Held): Otherwise | undefined {
  if (was.kind === 'index') return is.kind === 'index' ? ofIndex(was.index, is.index) : undefined;
  if (is.kind !== 'constraint' || was.constraint.kind !== is.constraint.kind) return undefined;
  const [one, other] = [was.constraint, is.constraint];
  switch (one.kind) {
    case 'foreignKey':
      return other.kind === 'foreignKey' ? ofForeignKey(one, other) : undefined;
    case 'unique':
    case 'primaryKey': {
      const columns = 'columns' in other ? other.columns : [];
      const areRead = one.columns.length > 0 && columns.length > 0;
      return areRead && one.columns.join() !== columns.join() ? 'columns' : undefined;
    }
    case 'check':
      return other.kind === 'check' && literals(one.expression) !== literals(other.expression)
        ? 'condition'
        : undefined;
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}

function ofIndex(was: CreateIndex, is: CreateIndex): Otherwise | undefined {
  if ((was.unique === true) !== (is.unique === true)) return is.unique ? 'unique' : 'not unique';
  if ((was.where === undefined) !== (is.where === undefined)) return 'condition';
  const plain = [was, is].map(({ keys }) =>
    keys.every((key) => 'column' in key) ? keys.map((key) => ('column' in key ? key.column : '')).join() : undefined,
  );
  if (plain.every((each) => each !== undefined) && plain[0] !== plain[1]) return 'columns';
  return (was.method ?? 'btree').toLowerCase() === (is.method ?? 'btree').toLowerCase() ? undefined : 'method';
}

function ofForeignKey(was: ForeignKey, is: ForeignKey): Otherwise | undefined {
  const action = (written: string | undefined) => (written ?? 'NO ACTION').toUpperCase();
  if (was.columns.join() !== is.columns.join()) return 'columns';
  if (was.references.name !== is.references.name) return 'target';
  if (action(was.onDelete) !== action(is.onDelete)) return 'on delete';
  if (action(was.onUpdate) !== action(is.onUpdate)) return 'on update';
  return (was.deferrable === true) === (is.deferrable === true) ? undefined : 'deferrable';
}

/** Servers write a condition in words of their own, but never other texts and numbers than its author. */
function literals(expression: string): string {
  const all = expression.match(/'(?:[^']|'')*'|(?<![\w.])\d+(?:\.\d+)?(?![\w.])/g) ?? [];
  return [...new Set(all)].sort().join();
}
