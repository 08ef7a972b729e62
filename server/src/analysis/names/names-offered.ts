import { type Constraint, constraintColumns } from '../../model/constraint.ts';
import { indexNames } from '../../model/index-names.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { NameAt } from '../../model/name-at.ts';
import { indexColumns, keyOf, type Schema, type Table, tableOf } from '../../model/schema.ts';
import type { Span } from '../../text.ts';
import type { Analysis } from '../analyze.ts';
import { columnDetail } from './column-detail.ts';
import { nameAt } from './name-here.ts';
import { revisionsOffered } from './revisions-offered.ts';
import { schemaAt } from './schema-at.ts';

/** A name that could stand at a place. */
export interface Offer {
  readonly kind: 'revision' | 'table' | 'view' | 'type' | 'column' | 'index' | 'constraint';
  readonly name: string;
  /** What it is, in a few words. */
  readonly detail: string;
}

export interface Offers {
  /** What an offer takes the place of. */
  readonly span: Span;
  /** The likeliest first, each as it is written there. */
  readonly offers: readonly (Offer & { readonly text: string })[];
}

/**
 * The names that can be meant at a place of the text, of what is there when its statement runs. `unasked`: nobody has begun a
 * name, so that nothing is said where another word may be wanted.
 */
export function namesOffered(analysis: Analysis, offset: number, unasked: boolean): Offers | undefined {
  const name = nameAt(analysis, offset);
  if (!name || name.makes || (unasked && name.loose)) return undefined;
  const typed = analysis.source.text.slice(name.span.start, offset);
  const offers =
    name.means.what === 'revision'
      ? revisionsOffered(analysis)
      : inSchema(name.means, schemaAt(analysis, name.span.start), typed);
  return { span: name.span, offers: offers.map((offer) => ({ ...offer, text: name.spell(offer.name) })) };
}

type InSchema = Exclude<NameAt['means'], { readonly what: 'revision' }>;

function inSchema(means: InSchema, schema: Schema, typed: string): readonly Offer[] {
  switch (means.what) {
    case 'table':
      return [...tablesIn(schema, means.schema), ...viewsIn(schema, means.schema)];
    case 'view':
      return viewsIn(schema, means.schema);
    case 'type':
      return [...schema.enums].map(([name, labels]) => ({ kind: 'type', name, detail: labels.join(', ') }));
    case 'column':
      return means.tables.flatMap((table) => columnsOf(tableOf(schema, table), means.tables.length > 1));
    case 'target':
      return targetsIn(schema, typed);
    case 'index':
      return tablesOf(schema, means.table).flatMap(indexesOf);
    case 'constraint':
      return tablesOf(schema, means.table).flatMap(constraintsOf);
  }
}

function tablesOf(schema: Schema, table: Name | undefined): readonly Table[] {
  const one = table && tableOf(schema, table);
  return one ? [one] : [...schema.tables.values()];
}

function tablesIn(schema: Schema, within: string | undefined): readonly Offer[] {
  return [...schema.tables.values()].flatMap(({ name, columns }) => {
    const text = nameWithin(name, within);
    const count = columns.size === 1 ? '1 column' : `${columns.size} columns`;
    return text === undefined ? [] : [{ kind: 'table', name: text, detail: columns.size === 0 ? 'table' : count }];
  });
}

function viewsIn(schema: Schema, within: string | undefined): readonly Offer[] {
  return [...schema.views.values()].flatMap(({ name, materialized }) => {
    const text = nameWithin(name, within);
    return text === undefined
      ? []
      : [{ kind: 'view', name: text, detail: materialized ? 'materialized view' : 'view' }];
  });
}

/** Where the schema is said already, only what lies in it is meant. */
function nameWithin({ schema = 'public', name }: Name, within: string | undefined): string | undefined {
  return within === undefined || within === schema ? name : undefined;
}

function columnsOf(table: Table | undefined, isOneOfSeveral: boolean): readonly Offer[] {
  if (!table) return [];
  const of = isOneOfSeveral ? ` · ${relationText(table.name)}` : '';
  return [...table.columns.values()].map((column) => ({
    kind: 'column',
    name: column.name,
    detail: `${columnDetail(column)}${of}`,
  }));
}

/** Of each table its key, which is what foreign keys point at; of the one that is written already, all columns. */
function targetsIn(schema: Schema, typed: string): readonly Offer[] {
  const written = typed.slice(0, Math.max(0, typed.lastIndexOf('.')));
  return [...schema.tables.values()].flatMap((table) => {
    const name = relationText(table.name);
    const isWritten = name === written;
    const keys = keyOf(schema, table.name);
    const columns = [...table.columns.values()].filter((each) => isWritten || keys.includes(each.name));
    return columns.map((column) => ({ kind: 'column', name: `${name}.${column.name}`, detail: columnDetail(column) }));
  });
}

function indexesOf(table: Table): readonly Offer[] {
  const names = indexNames(table);
  return table.indexes.flatMap((index, at) => {
    const name = names[at];
    const columns = indexColumns(index);
    const on = `${relationText(table.name)}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`;
    return name === undefined ? [] : [{ kind: 'index', name, detail: `${index.unique ? 'unique, ' : ''}${on}` }];
  });
}

function constraintsOf(table: Table): readonly Offer[] {
  return table.constraints.flatMap((constraint) => {
    const { name } = constraint;
    const columns = constraintColumns(constraint);
    const on = `${relationText(table.name)}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`;
    return name === undefined
      ? []
      : [{ kind: 'constraint', name, detail: `${constraintTitles[constraint.kind]}, ${on}` }];
  });
}

const constraintTitles: Readonly<Record<Constraint['kind'], string>> = {
  foreignKey: 'foreign key',
  check: 'CHECK',
  unique: 'unique',
  primaryKey: 'primary key',
  exclude: 'EXCLUDE',
  notNull: 'NOT NULL',
};
