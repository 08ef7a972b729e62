import type {
  AlterDomainStmt,
  AlterPolicyStmt,
  AlterSeqStmt,
  CreateDomainStmt,
  CreatePolicyStmt,
  CreateSeqStmt,
  CreateTableAsStmt,
  CreateTrigStmt,
  Node,
  ResTarget,
  ViewStmt,
} from 'libpg-query';
import type { Sequence } from '../../model/objects.ts';
import { type Mapped, other } from '../mapped.ts';
import { find, headThrough, insideParentheses, type Reading } from '../reading.ts';
import { listName, objectsIn, relationName, relationsIn, strings } from './ast.ts';
import { columnsRead } from './columns-read.ts';
import { mapDefault } from './map-column.ts';
import { mapType } from './map-type.ts';
import { domainActions } from './other-statements.ts';

/** Views, domains and sequences: things that are no tables, and decide what is locked or refused on one. */
export function mapObject(node: Node, reading: Reading): Mapped | undefined {
  if ('ViewStmt' in node) return view(node.ViewStmt, reading);
  if ('CreateTableAsStmt' in node) return materializedView(node.CreateTableAsStmt, reading);
  if ('CreateDomainStmt' in node) return domain(node.CreateDomainStmt, reading);
  if ('AlterDomainStmt' in node) return alterDomain(node.AlterDomainStmt, reading);
  if ('CreateTrigStmt' in node) return trigger(node.CreateTrigStmt, reading);
  if ('CreatePolicyStmt' in node) return policy('CREATE POLICY', node.CreatePolicyStmt, reading);
  if ('AlterPolicyStmt' in node) return policy('ALTER POLICY', node.AlterPolicyStmt, reading);
  if ('CreateSeqStmt' in node) return sequence('CREATE SEQUENCE', node.CreateSeqStmt, reading);
  if ('AlterSeqStmt' in node) return sequence('ALTER SEQUENCE', node.AlterSeqStmt, reading);
  return undefined;
}

function view({ view: made, query, aliases, replace }: ViewStmt, reading: Reading): Mapped {
  if (!made) return other('CREATE VIEW', relationsIn(query), headThrough(reading, 'view'));
  return other('CREATE VIEW', relationsIn(query), headThrough(reading, 'view'), {
    view: relationName(made),
    reads: columnsRead(query),
    ...columnsOf(query, strings(aliases)),
    ...(replace && { replaces: true }),
  });
}

function materializedView({ into, query }: CreateTableAsStmt, reading: Reading): Mapped {
  const statement = `CREATE MATERIALIZED VIEW${into?.skipData ? ' WITH NO DATA' : ''}`;
  return other(statement, relationsIn(query), headThrough(reading, 'view'), {
    view: relationName(into?.rel),
    reads: columnsRead(query),
    ...columnsOf(query, strings(into?.colNames)),
  });
}

/** How the query calls its columns, some of which may be called otherwise; nothing where a star or a function decides. */
function columnsOf(query: Node | undefined, aliases: readonly string[]): { readonly columns?: readonly string[] } {
  let select = query && 'SelectStmt' in query ? query.SelectStmt : undefined;
  while (select?.larg) select = select.larg;
  const names = (select?.targetList ?? []).map((each) => ('ResTarget' in each ? nameOf(each.ResTarget) : undefined));
  const called = names.map((name, at) => aliases[at] ?? name);
  const known = called.filter((name) => name !== undefined);
  return known.length > 0 && known.length === names.length ? { columns: known } : {};
}

function nameOf({ name, val }: ResTarget): string | undefined {
  if (name !== undefined) return name;
  const bare = val && 'TypeCast' in val ? val.TypeCast.arg : val;
  const fields = bare && 'ColumnRef' in bare ? (bare.ColumnRef.fields ?? []) : [];
  const last = fields.at(-1);
  return last && 'String' in last ? last.String.sval : undefined;
}

function domain({ domainname, typeName, collClause, constraints = [] }: CreateDomainStmt, reading: Reading): Mapped {
  const clauses = constraints.flatMap((each) => ('Constraint' in each ? [each.Constraint] : []));
  const starts = clauses.map(({ location }) => reading.at(location));
  const defaults = clauses.flatMap(({ contype, raw_expr, location }) => {
    if (contype !== 'CONSTR_DEFAULT') return [];
    const from = reading.at(location);
    const to = Math.min(reading.tokens.length, ...starts.filter((start) => start > from));
    return [mapDefault(raw_expr, reading, find(reading, from, 'default') + 1, to)];
  });
  const [value] = defaults;
  const said = {
    type: typeName && mapType(typeName, reading, collClause),
    nullable: !clauses.some(({ contype }) => contype === 'CONSTR_NOTNULL'),
    checks: clauses.flatMap(({ contype, conname, location }) =>
      contype === 'CONSTR_CHECK' ? [{ ...named(conname), expression: checkText(reading, location) }] : [],
    ),
    ...(value && { default: value }),
  };
  return other('CREATE DOMAIN', [], headThrough(reading, 'domain'), {
    objects: [listName(strings(domainname))],
    domain: said,
  });
}

function alterDomain(node: AlterDomainStmt, reading: Reading): Mapped {
  const constraint = node.def && 'Constraint' in node.def ? node.def.Constraint : undefined;
  const action = domainActions.get(node.subtype ?? '') ?? 'SET DEFAULT';
  const statement = `ALTER DOMAIN ${action}${constraint?.skip_validation ? ' NOT VALID' : ''}`;
  const check = { ...named(constraint?.conname), expression: checkText(reading, constraint?.location) };
  const notNull = constraint?.contype === 'CONSTR_NOTNULL';
  const changes: Readonly<Record<string, object>> = {
    'SET NOT NULL': { nullable: false },
    'DROP NOT NULL': { nullable: true },
    'ADD CONSTRAINT': notNull ? { nullable: false } : { checks: [check] },
    'DROP CONSTRAINT': { checks: [{ name: node.name, expression: '' }] },
    'SET DEFAULT': {
      default: node.def && mapDefault(node.def, reading, find(reading, 0, 'default') + 1, reading.tokens.length),
    },
  };
  return other(statement, [], headThrough(reading, 'domain'), {
    objects: [listName(strings(node.typeName))],
    domain: changes[action] ?? {},
  });
}

function sequence(statement: string, node: CreateSeqStmt | AlterSeqStmt, reading: Reading): Mapped {
  const name = relationName(node.sequence);
  const owner = ownerIn(node.options);
  const changes = statement === 'CREATE SEQUENCE' || owner !== undefined;
  const made: Sequence = { name, ...(owner && owner !== 'none' && { ownedBy: owner }) };
  return other(statement, statement === 'CREATE SEQUENCE' ? [] : [name], headThrough(reading, 'sequence'), {
    ...(changes && { sequence: made }),
  });
}

function trigger(node: CreateTrigStmt, reading: Reading): Mapped {
  return other('CREATE TRIGGER', relationsIn(node), headThrough(reading, 'trigger'), {
    trigger: {
      name: node.trigname ?? '',
      calls: listName(strings(node.funcname)),
      columns: [...strings(node.columns), ...namedIn(node.whenClause)],
    },
  });
}

function policy(statement: string, node: CreatePolicyStmt | AlterPolicyStmt, reading: Reading): Mapped {
  const columns = [...namedIn(node.qual), ...namedIn(node.with_check)];
  if (statement === 'ALTER POLICY' && !node.qual)
    return other(statement, relationsIn(node), headThrough(reading, 'policy'));
  return other(statement, relationsIn(node), headThrough(reading, 'policy'), {
    policy: { name: node.policy_name ?? '', columns },
  });
}

/** The columns of the table at hand: what a query inside names may be of another one. */
function namedIn(expression: Node | undefined): readonly string[] {
  const found = new Set<string>();
  for (const each of objectsIn(expression)) {
    if ('SubLink' in each) return [];
    const fields = 'ColumnRef' in each ? columnFields(each.ColumnRef) : [];
    const [first = '', last = first] = fields;
    if (fields.length === 1 || /^(new|old)$/i.test(first)) found.add(last);
  }
  return [...found].filter((name) => name !== '');
}

function columnFields(reference: unknown): readonly string[] {
  const hasFields = typeof reference === 'object' && reference !== null && 'fields' in reference;
  const fields: unknown = hasFields ? reference.fields : [];
  return Array.isArray(fields) ? strings(fields) : [];
}

function ownerIn(options: readonly Node[] = []): Sequence['ownedBy'] | 'none' {
  for (const each of options) {
    if (!('DefElem' in each) || each.DefElem.defname !== 'owned_by') continue;
    const { arg } = each.DefElem;
    const parts = arg && 'List' in arg ? strings(arg.List.items) : [];
    const column = parts.at(-1);
    if (column !== undefined) return parts.length < 2 ? 'none' : { table: listName(parts.slice(0, -1)), column };
  }
  return undefined;
}

function checkText(reading: Reading, location: number | undefined): string {
  return location === undefined ? '' : insideParentheses(reading, find(reading, reading.at(location), 'check'));
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
