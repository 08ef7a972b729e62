import type { AlterTableCmd, AlterTableStmt } from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { elements, find, headThrough, type Reading, signAt, spanOf } from '../reading.ts';
import { onlyIf, relationName, relationsIn } from './ast.ts';
import { mapColumn, mapDefault } from './map-column.ts';
import { mapConstraint } from './map-constraint.ts';
import { attachPartition } from './map-partition.ts';
import { mapType } from './map-type.ts';
import { objects, relationActions, tableActions } from './other-statements.ts';

/** `ALTER TABLE` is one operation an action, and the same words on an index, a view or a sequence are an `other`. */
export function alterTable(node: AlterTableStmt, reading: Reading): readonly Mapped[] {
  const table = relationName(node.relation);
  const actions = (node.cmds ?? []).flatMap((each) => ('AlterTableCmd' in each ? [each.AlterTableCmd] : []));
  const word = objects.get(node.objtype ?? 'OBJECT_TABLE') ?? 'TABLE';
  if (word !== 'TABLE') {
    const head = headThrough(reading, word.split(' ').at(-1)?.toLowerCase() ?? '');
    return actions.map((action) => {
      const name = tableActions.get(action.subtype ?? '');
      const statement = name !== undefined && relationActions.has(name) ? `ALTER ${word} ${name}` : `ALTER ${word}`;
      const cascade = word === 'TYPE' && action.behavior === 'DROP_CASCADE' ? { cascade: true } : {};
      return other(statement, [table, ...relationsIn(action.def)], head, cascade);
    });
  }
  const ranges = elements(reading, afterRelation(reading, reading.at(node.relation?.location)));
  return actions.map((action, index) => {
    const range = ranges[index] ?? { from: 0, to: reading.tokens.length };
    const operation = { ...actionOf(action, table, reading, range), ...onlyIf(node.relation) };
    return { operation, head: actionHead(reading, range.from) };
  });
}

/** The keywords that an action of `ALTER TABLE` begins with: `ALTER COLUMN`, `ADD CONSTRAINT`, `RENAME TO`. */
export function actionHead(reading: Reading, from: number): Span {
  const first = reading.word(from);
  const allowed = /^(add|alter|drop|rename)$/.test(first) ? definitionWords : settingWords;
  let to = from + 1;
  while (!beforeName.test(reading.word(to - 1)) && allowed.has(reading.word(to))) to++;
  return spanOf(reading, from, to);
}

/** The first token behind a relation's dotted name, the star of old inheritance and the parenthesis of `ONLY (t)`. */
export function afterRelation(reading: Reading, from: number): number {
  let index = from + 1;
  while (signAt(reading, index) === '.') index += 2;
  return /^[*)]$/.test(signAt(reading, index)) ? index + 1 : index;
}

/** What comes next is a name, even if it reads like a keyword. */
const beforeName = /^(column|constraint|inherit|method|of|on|partition|rule|schema|tablespace|to|trigger)$/;

const definitionWords: ReadonlySet<string> = new Set(
  'column constraint primary foreign key unique check exclude to'.split(' '),
);

const settingWords: ReadonlySet<string> = new Set(
  (
    'access always cluster constraint force identity inherit level logged method oids of on partition replica row ' +
    'rule schema security statistics tablespace to trigger unlogged without'
  ).split(' '),
);

/** What these do to the column's sequence depends on the column. */
const identities: ReadonlySet<string> = new Set(['AT_AddIdentity', 'AT_SetIdentity', 'AT_DropIdentity']);

/** Of all parameters of a table, only this one is set while nobody reads it. */
function setsStrongly(def: AlterTableCmd['def']): boolean {
  const items = def && 'List' in def ? (def.List.items ?? []) : [];
  return items.some((each) => 'DefElem' in each && each.DefElem.defname === 'user_catalog_table');
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function actionOf(action: AlterTableCmd, table: Name, reading: Reading, { from, to }: Range): Operation {
  const column = action.name ?? '';
  const gone = {
    ...(action.missing_ok && { ifExists: true }),
    ...(action.behavior === 'DROP_CASCADE' && { cascade: true }),
  };
  const { def } = action;
  switch (action.subtype) {
    case 'AT_AddColumn': {
      if (!(def && 'ColumnDef' in def)) break;
      const ifNotExists = action.missing_ok ? { ifNotExists: true } : {};
      return { kind: 'addColumn', table, ...mapColumn(def.ColumnDef, reading), ...ifNotExists };
    }
    case 'AT_AttachPartition':
      if (!(def && 'PartitionCmd' in def)) break;
      return attachPartition(def.PartitionCmd, table, reading, from);
    case 'AT_DropColumn':
      return { kind: 'dropColumn', table, column, ...gone };
    case 'AT_AlterColumnType': {
      if (!(def && 'ColumnDef' in def && def.ColumnDef.typeName)) break;
      const type = mapType(def.ColumnDef.typeName, reading, def.ColumnDef.collClause);
      const using = def.ColumnDef.raw_default ? { using: reading.slice(find(reading, from, 'using') + 1, to) } : {};
      return { kind: 'changeType', table, column, type, ...using };
    }
    case 'AT_ColumnDefault': {
      if (!def) return { kind: 'setDefault', table, column };
      const start = find(reading, from, 'default') + 1;
      return { kind: 'setDefault', table, column, default: mapDefault(def, reading, start, to) };
    }
    case 'AT_SetNotNull':
      return { kind: 'setNotNull', table, column };
    case 'AT_DropNotNull':
      return { kind: 'dropNotNull', table, column };
    case 'AT_AddConstraint': {
      const constraint = def && 'Constraint' in def ? mapConstraint(def.Constraint, reading, to) : undefined;
      if (!constraint) break;
      return { kind: 'addConstraint', table, constraint };
    }
    case 'AT_DropConstraint':
      return { kind: 'dropConstraint', table, name: column, ...gone };
    case 'AT_ValidateConstraint':
      return { kind: 'validateConstraint', table, name: column };
    case 'AT_DetachPartition': {
      if (!(def && 'PartitionCmd' in def)) break;
      const partition = relationName(def.PartitionCmd.name);
      return { kind: 'detachPartition', table, partition, ...(def.PartitionCmd.concurrent && { concurrently: true }) };
    }
    default:
      break;
  }
  const constraint = def && 'ATAlterConstraint' in def ? def.ATAlterConstraint : undefined;
  if (constraint?.alterEnforceability) {
    const how = `ALTER TABLE ALTER CONSTRAINT${constraint.is_enforced ? '' : ' NOT'} ENFORCED`;
    return { kind: 'other', statement: how, relations: [table], objects: [{ name: constraint.conname ?? '' }] };
  }
  const statement = `ALTER TABLE ${setsStrongly(def) ? 'SET CATALOG PARAMETERS' : (tableActions.get(action.subtype ?? '') ?? 'OPTIONS')}`;
  const method = action.subtype === 'AT_SetAccessMethod' ? { accessMethod: action.name ?? 'heap' } : {};
  const about = identities.has(action.subtype ?? '') ? { column, ...numbering(def) } : {};
  return { kind: 'other', statement, relations: [table, ...relationsIn(def)], ...method, ...about };
}

/** `GENERATED ALWAYS` comes as the letter `a`. */
function numbering(def: AlterTableCmd['def']): { readonly identity?: 'always' | 'by default' } {
  const options = def && 'List' in def ? (def.List.items ?? []) : def ? [def] : [];
  const [when] = options.flatMap((each) => {
    if ('Constraint' in each) return [each.Constraint.generated_when];
    if (!('DefElem' in each) || each.DefElem.defname !== 'generated') return [];
    const code = each.DefElem.arg;
    return [code && 'Integer' in code && code.Integer.ival === 97 ? 'a' : 'd'];
  });
  return when === undefined ? {} : { identity: when === 'a' ? 'always' : 'by default' };
}
