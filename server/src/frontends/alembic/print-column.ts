import type { Column, Default } from '../../model/column.ts';
import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import type { Doc } from '../../python/layout.ts';
import { printType } from './print-type.ts';
import { oneLine, sqlText } from './sql-text.ts';
import { call, constraintName, flag, keyword, list, type Style, text, textKeyword } from './style.ts';
import { asWritten } from './written.ts';

/** `sa.Column(…)`, its keywords in the order of Alembic's autogenerate; undefined where SQLAlchemy cannot say the column. */
export function printColumn(column: Column, style: Style, inPrimaryKey = false): Doc | undefined {
  const type = column.type && printType(column.type, style);
  const value = column.default && printDefault(column.default, style);
  const client = column.clientDefault === undefined ? undefined : asWritten(column.clientDefault, style.names);
  if (!type || (column.default && !value) || (column.clientDefault !== undefined && !client)) return undefined;
  if (column.identity === 'serial' && !inPrimaryKey) return undefined;
  return call(style.names.sa('Column'), [
    [text(style, column.name)],
    type,
    identity(column, style),
    generated(column, style),
    keyword('default', client),
    keyword('server_default', value),
    flag('autoincrement', column.identity === 'serial'),
    [`nullable=${column.nullable ? 'True' : 'False'}`],
    textKeyword(style, 'comment', column.comment),
  ]);
}

/** The value of `server_default=`: a string is a constant, SQL goes through `text()`. */
export function printDefault(value: Default, style: Style): Doc | undefined {
  switch (value.kind) {
    case 'constant':
      return [text(style, value.value)];
    case 'expression':
      return printText(value.sql, style);
    case 'unknown':
      return asWritten(value.written, style.names);
  }
}

/** `sa.text("…")`. */
export function printText(sql: string, style: Style): Doc {
  return call(style.names.sa('text'), [[text(style, sqlText(oneLine(sql)))]]);
}

/** A constraint among the arguments of `create_table`; undefined where SQLAlchemy has no word for it. */
export function printTableConstraint(constraint: Constraint, style: Style): Doc | undefined {
  const { sa } = style.names;
  const { kind } = constraint;
  const name = keyword(
    'name',
    constraint.name === undefined ? undefined : constraintName(style, kind, constraint.name),
  );
  const columns = (each: { readonly columns: readonly string[] }) =>
    each.columns.map((column) => [text(style, column)]);
  switch (constraint.kind) {
    case 'foreignKey': {
      if (constraint.referencedColumns.length === 0) return undefined;
      const targets = constraint.referencedColumns.map((column) => `${dotted(constraint.references)}.${column}`);
      const references = [list(style, constraint.columns), list(style, targets)];
      return call(sa('ForeignKeyConstraint'), [...references, name, ...referenceKeywords(constraint, style)]);
    }
    case 'primaryKey':
      if (constraint.options !== undefined) return undefined;
      return call(sa('PrimaryKeyConstraint'), [...columns(constraint), name]);
    case 'unique':
      if (constraint.options !== undefined) return undefined;
      return call(sa('UniqueConstraint'), [...columns(constraint), name]);
    case 'check':
      return call(sa('CheckConstraint'), [[text(style, sqlText(oneLine(constraint.expression)))], name]);
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}

export function referenceKeywords(key: ForeignKey, style: Style): readonly (Doc | undefined)[] {
  return [
    textKeyword(style, 'onupdate', key.onUpdate),
    textKeyword(style, 'ondelete', key.onDelete),
    textKeyword(style, 'initially', key.initially),
    key.deferrable === undefined ? undefined : [`deferrable=${key.deferrable ? 'True' : 'False'}`],
    textKeyword(style, 'match', key.match),
  ];
}

function dotted(name: Name): string {
  return name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
}

function identity({ identity }: Column, style: Style): Doc | undefined {
  if (identity === undefined || identity === 'serial') return undefined;
  return call(style.names.sa('Identity'), [[`always=${identity === 'always' ? 'True' : 'False'}`]]);
}

function generated({ generated }: Column, style: Style): Doc | undefined {
  if (!generated) return undefined;
  return call(style.names.sa('Computed'), [
    [text(style, sqlText(generated.expression))],
    [`persisted=${generated.stored ? 'True' : 'False'}`],
  ]);
}
