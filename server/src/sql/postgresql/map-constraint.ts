import type { Constraint as ConstraintNode, Node } from 'libpg-query';
import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import { closing, elementEnd, find, findSign, insideParentheses, type Reading, signAt } from '../reading.ts';
import { relationName, strings } from './ast.ts';

/**
 * A constraint of a table or of `column`; undefined for what is no constraint of the model (a default, an identity).
 * `end` is the token behind it.
 */
export function mapConstraint(
  node: ConstraintNode,
  reading: Reading,
  end: number,
  column?: string,
): Constraint | undefined {
  const from = reading.at(node.location) + (node.conname === undefined ? 0 : 2);
  const name = node.conname === undefined ? {} : { name: node.conname };
  const notEnforced = isUnenforced(node) ? { notValid: true, notEnforced: true } : {};
  const notValid = node.skip_validation ? { notValid: true, ...notEnforced } : notEnforced;
  const own = column === undefined ? [] : [column];
  switch (node.contype) {
    case 'CONSTR_CHECK': {
      const expression = insideParentheses(reading, find(reading, from, 'check'));
      return { kind: 'check', ...name, expression, ...(node.is_no_inherit && { noInherit: true }), ...notValid };
    }
    case 'CONSTR_NOTNULL': {
      const [named] = strings(node.keys);
      return { kind: 'notNull', ...name, column: column ?? named ?? '', ...notValid };
    }
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE': {
      const kind = node.contype === 'CONSTR_PRIMARY' ? 'primaryKey' : 'unique';
      const columns = node.keys === undefined ? own : strings(node.keys);
      if (node.indexname !== undefined) return { kind, ...name, columns: [], usingIndex: node.indexname };
      return { kind, ...name, columns, ...keyOptions(reading, from, end, column === undefined) };
    }
    case 'CONSTR_EXCLUSION': {
      const start = find(reading, from, 'exclude') + 1;
      return { kind: 'exclude', ...name, definition: reading.slice(start, end) };
    }
    case 'CONSTR_FOREIGN':
      return { ...foreignKey(node, own, reading.slice(from, end)), ...name, ...notValid };
    default:
      return undefined;
  }
}

/** `DEFERRABLE` and its like follow the column's constraint as entries of their own. */
export function attributed(constraint: Constraint, node: ConstraintNode): Constraint {
  if (node.contype === 'CONSTR_ATTR_NOT_ENFORCED' && (constraint.kind === 'foreignKey' || constraint.kind === 'check'))
    return { ...constraint, notValid: true, notEnforced: true };
  if (constraint.kind !== 'foreignKey') return constraint;
  switch (node.contype) {
    case 'CONSTR_ATTR_DEFERRABLE':
      return { ...constraint, deferrable: true };
    case 'CONSTR_ATTR_NOT_DEFERRABLE':
      return { ...constraint, deferrable: false };
    case 'CONSTR_ATTR_DEFERRED':
      return { ...constraint, initially: 'DEFERRED' };
    case 'CONSTR_ATTR_IMMEDIATE':
      return { ...constraint, initially: 'IMMEDIATE' };
    default:
      return constraint;
  }
}

/** Only these two kinds may be; the tree leaves out what is false. */
function isUnenforced({ contype, is_enforced }: ConstraintNode): boolean {
  return (contype === 'CONSTR_FOREIGN' || contype === 'CONSTR_CHECK') && is_enforced !== true;
}

/** `INITIALLY IMMEDIATE` is the default, which the tree does not tell from words that were written. */
function foreignKey(node: ConstraintNode, own: readonly string[], text: string): ForeignKey {
  const onDelete = actionText(node.fk_del_action, node.fk_del_set_cols);
  const onUpdate = actionText(node.fk_upd_action, undefined);
  return {
    kind: 'foreignKey',
    columns: node.fk_attrs === undefined ? own : strings(node.fk_attrs),
    references: relationName(node.pktable),
    referencedColumns: strings(node.pk_attrs),
    ...(node.fk_matchtype === 'f' && { match: 'FULL' }),
    ...(onDelete !== undefined && { onDelete }),
    ...(onUpdate !== undefined && { onUpdate }),
    ...(node.deferrable && { deferrable: true }),
    ...(node.initdeferred && { initially: 'DEFERRED' }),
    ...(/\binitially\s+immediate\b/i.test(text) && { initially: 'IMMEDIATE' }),
  };
}

/** What the catalogue writes as one letter: https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
function actionText(letter: string | undefined, columns: readonly Node[] | undefined): string | undefined {
  const action = actions.get(letter ?? 'a');
  return action !== undefined && columns ? `${action} (${strings(columns).join(', ')})` : action;
}

const actions: ReadonlyMap<string, string> = new Map([
  ['r', 'RESTRICT'],
  ['c', 'CASCADE'],
  ['n', 'SET NULL'],
  ['d', 'SET DEFAULT'],
]);

/** All that follows the columns of a key: `INCLUDE (a) DEFERRABLE`; a column's own key has no columns. */
function keyOptions(reading: Reading, from: number, end: number, ofTable: boolean): { readonly options?: string } {
  const word = find(reading, from, 'unique', 'primary');
  let start = word + (reading.word(word) === 'primary' ? 2 : 1);
  let nulls = '';
  if (ofTable) {
    const open = findSign(reading, start, '(');
    nulls = reading.slice(start, open);
    start = closing(reading, open) + 1;
  }
  const options = [nulls, reading.slice(start, Math.min(end, elementEnd(reading, start)))].filter(
    (text) => text !== '',
  );
  return options.length === 0 || signAt(reading, start) === ',' ? {} : { options: options.join(' ') };
}
