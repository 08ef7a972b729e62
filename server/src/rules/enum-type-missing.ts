import { enumTypeOf, typedColumns } from '../model/enum-type.ts';
import { columnText, relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { schemaKey } from '../model/schema.ts';
import { createdFirst } from '../plans/enum-type.ts';

export const enumTypeMissing: Rule = {
  id: 'enum-type-missing',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A column gets an enumerated type that nothing has created.',
    why: 'Only create_table() creates the types of its columns; add_column() and alter_column() do not, and the statement fails with “type does not exist”. Autogenerate leaves the type out as well.',
    instead:
      'Create the type first, with checkfirst=True where it may be there already; and drop it in the downgrade, behind its last column.',
    links: [
      'https://docs.sqlalchemy.org/en/20/dialects/postgresql.html#sqlalchemy.dialects.postgresql.ENUM',
      'https://www.postgresql.org/docs/current/sql-createtype.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))',
      good: `sa.Enum("ok", "sad", name="mood").create(op.get_bind(), checkfirst=True)
op.add_column("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))`,
    },
  ],
  *check(subject) {
    if (!subject.traits.keepsEnumTypes) return;
    const told = new Set<string>();
    for (const step of subject.steps) {
      const { operation, before } = step;
      // What could not be read may have made it.
      if (before.doubtful || step.error || !('table' in operation) || !operation.table) continue;
      for (const { name, type } of typedColumns(operation)) {
        const missing = enumTypeOf(type);
        const isSaidToBeThere = type?.enumeration?.there === true && before.enums.size + before.tables.size === 0;
        if (!missing || isSaidToBeThere || before.enums.has(schemaKey(missing)) || told.has(schemaKey(missing)))
          continue;
        told.add(schemaKey(missing));
        yield {
          span: step.head,
          message: `The type ${relationText(missing)} of ${columnText(operation.table, name)} has never been created: the statement fails`,
          fixes: createdFirst(step, missing, type?.enumeration?.values ?? [], subject.opposite),
        };
      }
    }
  },
};
