import type { Constraint } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';
import type { AddConstraint, DropConstraint, ValidateConstraint } from '../../model/operation.ts';
import { tableOf } from '../../model/schema.ts';
import { altersColumns, ofView } from './columns.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';

const page = 'lang_altertable';

/** Since 3.53.0 a CHECK alone: https://www.sqlite.org/releaselog/3_53_0.html */
export function addConstraint({ table, constraint }: AddConstraint, at: At): Effects {
  const refused = refusedConstraint(constraint, at) ?? ofView(table, at);
  return settle(
    {
      does: `Adds the CHECK ${constraint.name ?? 'without a name'} and reads every row of ${relationText(table)} to see that it holds`,
      page,
      subject: table,
      refused,
      work: 'scan',
      canFailOnRows: refused === undefined,
    },
    at,
  );
}

export function dropConstraint({ table, name, type, ifExists }: DropConstraint, at: At): Effects {
  const kind = type ?? tableOf(at.schema, table)?.constraints.find((each) => each.name === name)?.kind;
  const stays = kind !== undefined && !droppable(at).includes(kind);
  const newer = ifExists ? syntaxError('EXISTS') : stays ? `constraint may not be dropped: ${name ?? ''}` : undefined;
  // Before it could drop a column, the very word DROP was an error.
  const older = syntaxError(at.release < 35 ? 'DROP' : 'CONSTRAINT');
  return settle(
    {
      does: `Drops the constraint ${name ?? 'without a name'} of ${relationText(table)}`,
      page,
      subject: table,
      refused: altersColumns(at) ? (ofView(table, at) ?? newer) : older,
    },
    at,
  );
}

/** A foreign key since 3.54.0; a name that is not that of a constraint SQLite has never heard of. */
function droppable({ release }: At): readonly Constraint['kind'][] {
  return release >= 54 ? ['check', 'notNull', 'foreignKey'] : ['check', 'notNull'];
}

export function validateConstraint({ table, name }: ValidateConstraint, at: At): Effects {
  return settle(
    {
      does: `Validates ${name} of ${relationText(table)}`,
      page,
      subject: table,
      refused: syntaxError('VALIDATE'),
    },
    at,
  );
}

const words: Readonly<Record<Constraint['kind'], string>> = {
  foreignKey: 'FOREIGN',
  unique: 'UNIQUE',
  primaryKey: 'PRIMARY',
  exclude: 'EXCLUDE',
  notNull: 'NOT',
  check: 'CHECK',
};

/** The word that its parser stumbles over. */
function refusedConstraint(constraint: Constraint, at: At): string | undefined {
  const word = words[constraint.kind];
  if (!altersColumns(at)) return syntaxError(constraint.name === undefined ? word : 'CONSTRAINT');
  if (constraint.kind !== 'check') return syntaxError(word);
  return constraint.notValid ? syntaxError('NOT') : undefined;
}
