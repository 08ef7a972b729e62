import type { ColumnDef, Constraint as ConstraintNode, Node } from 'libpg-query';
import type { Column, Default } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import { elementEnd, find, insideParentheses, type Reading } from '../reading.ts';
import { attributed, mapConstraint } from './map-constraint.ts';
import { mapType, serialType } from './map-type.ts';

/** A column as it is defined in `CREATE TABLE` and `ADD COLUMN`, and the constraints that stand in its definition. */
export function mapColumn(
  node: ColumnDef,
  reading: Reading,
): { readonly column: Column; readonly constraints: readonly Constraint[] } {
  const name = node.colname ?? '';
  const clauses = clausesOf(node, reading);
  const facts: { -readonly [K in keyof Column]?: Column[K] } = {};
  const constraints: Constraint[] = [];
  const serial = node.typeName && serialType(node.typeName);
  if (serial) Object.assign(facts, { type: serial, identity: 'serial', nullable: false });
  else if (node.typeName) facts.type = mapType(node.typeName, reading, node.collClause);
  for (const { clause, from, to } of clauses) {
    const last = constraints.at(-1);
    const constraint = mapConstraint(clause, reading, to, name);
    if (constraint?.kind === 'notNull') facts.nullable = false;
    else if (constraint) constraints.push(constraint);
    else if (last) constraints[constraints.length - 1] = attributed(last, clause);
    if (constraint?.kind === 'primaryKey') facts.nullable = false;
    Object.assign(facts, columnFacts(clause, reading, from, to));
  }
  return { column: { name, nullable: true, ...facts }, constraints };
}

/** The default that begins at token `from`. A plain string is a constant, all else an expression. */
export function mapDefault(node: Node | undefined, reading: Reading, from: number, to: number): Default {
  if (node && 'A_Const' in node && node.A_Const.sval) return { kind: 'constant', value: node.A_Const.sval.sval ?? '' };
  return { kind: 'expression', sql: reading.slice(from, to) };
}

function columnFacts(node: ConstraintNode, reading: Reading, from: number, to: number): Partial<Column> {
  switch (node.contype) {
    case 'CONSTR_DEFAULT': {
      const start = find(reading, from, 'default') + 1;
      return { default: mapDefault(node.raw_expr, reading, start, to) };
    }
    case 'CONSTR_IDENTITY':
      return { identity: node.generated_when === 'a' ? 'always' : 'by default', nullable: false };
    case 'CONSTR_GENERATED': {
      const expression = insideParentheses(reading, find(reading, from, 'as'));
      return { generated: { expression, stored: /\bstored$/i.test(reading.slice(from, to)) } };
    }
    default:
      return {};
  }
}

/** The clauses behind the type, each with its tokens: one ends where the next one or the collation begins. */
function clausesOf(node: ColumnDef, reading: Reading): readonly Clause[] {
  const clauses = (node.constraints ?? []).flatMap((each) => ('Constraint' in each ? [each.Constraint] : []));
  const starts = clauses.map((clause) => reading.at(clause.location));
  const collation = node.collClause ? [reading.at(node.collClause.location)] : [];
  const end = elementEnd(reading, reading.at(node.location));
  return clauses.map((clause, index) => {
    const from = starts[index] ?? end;
    const to = Math.min(end, ...[...starts, ...collation].filter((start) => start > from));
    return { clause, from, to };
  });
}

interface Clause {
  readonly clause: ConstraintNode;
  readonly from: number;
  readonly to: number;
}
