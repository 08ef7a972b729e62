import type {
  AlterDomainStmt,
  AlterSeqStmt,
  CreateDomainStmt,
  CreateSeqStmt,
  CreateTableAsStmt,
  CreateTrigStmt,
  Node,
  ViewStmt,
} from 'libpg-query';
import type { Sequence } from '../../model/objects.ts';
import { type Mapped, other } from '../mapped.ts';
import { find, headThrough, insideParentheses, type Reading } from '../reading.ts';
import { listName, relationName, relationsIn, strings } from './ast.ts';
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
  if ('CreateSeqStmt' in node) return sequence('CREATE SEQUENCE', node.CreateSeqStmt, reading);
  if ('AlterSeqStmt' in node) return sequence('ALTER SEQUENCE', node.AlterSeqStmt, reading);
  return undefined;
}

function view({ view: made, query }: ViewStmt, reading: Reading): Mapped {
  const more = made ? { view: relationName(made), reads: columnsRead(query) } : {};
  return other('CREATE VIEW', relationsIn(query), headThrough(reading, 'view'), more);
}

function materializedView({ into, query }: CreateTableAsStmt, reading: Reading): Mapped {
  const more = { view: relationName(into?.rel), reads: columnsRead(query) };
  return other('CREATE MATERIALIZED VIEW', relationsIn(query), headThrough(reading, 'view'), more);
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
    trigger: { name: node.trigname ?? '', calls: listName(strings(node.funcname)), columns: strings(node.columns) },
  });
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
