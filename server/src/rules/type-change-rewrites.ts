import { copiedForCharset } from '../model/charset.ts';
import { columnText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { changeTypeFix } from '../plans/change-type.ts';

export const typeChangeRewrites: Rule = {
  id: 'type-change-rewrites',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A change of type makes the server rewrite or read the whole table, or rebuild its indexes.',
    why: 'ACCESS EXCLUSIVE is held all the while: neither reads nor writes get through. Only a few changes are free, such as a longer varchar, varchar to text, or more precision of a numeric at the same scale. MySQL and MariaDB (before 11.2) copy the table while writes wait for nearly all but a varchar that grows a little or an enum that is appended to; SQLite has no such statement, and the copy that a tool makes in its place holds the lock of the whole file.',
    instead:
      'Add a column of the new type, keep both equal while the code moves over, backfill in batches, then drop the old one. Or use a type that needs no rewrite.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.alter_column(
    "orders", "quantity", existing_type=sa.Integer(), type_=sa.BigInteger()
)`,
      good: `op.add_column("orders", sa.Column("quantity_new", sa.BigInteger(), nullable=True))
op.execute("""
    CREATE FUNCTION mirror_orders_quantity_new() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW.quantity_new IS NULL THEN
          NEW.quantity_new := NEW.quantity;
        ELSE
          NEW.quantity := NEW.quantity_new;
        END IF;
      ELSIF NEW.quantity_new::text IS DISTINCT FROM OLD.quantity_new::text THEN
        NEW.quantity := NEW.quantity_new;
      ELSIF NEW.quantity::text IS DISTINCT FROM OLD.quantity::text THEN
        NEW.quantity_new := NEW.quantity;
      END IF;
      RETURN NEW;
    END;
    $$
""")
op.execute("""
    CREATE TRIGGER mirror_orders_quantity_new BEFORE INSERT OR UPDATE ON orders
        FOR EACH ROW EXECUTE PROCEDURE mirror_orders_quantity_new()
""")`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'changeType' || effects.work === 'instant' || effects.blocks === 'nothing') continue;
      if (copiedForCharset(step)) continue;
      const column = columnText(operation.table, operation.column);
      const work = {
        rewrite: 'rewrites the whole table',
        scan: 'reads every row',
        'index build': 'rebuilds its indexes',
        'row writes': 'writes every row',
      };
      const { assumed } = effects;
      const change = operation.generated ? `Computing ${column} anew` : `Changing the type of ${column}`;
      yield {
        span: step.head,
        growing: step,
        severity: assumed === undefined ? 'error' : 'warning',
        message:
          assumed === undefined
            ? `${change} ${work[effects.work]} while ${effects.blocks} wait`
            : `${change} may rewrite the whole table while ${effects.blocks} wait${effects.canFailOnRows ? ', and values may not fit' : ''}: ${assumed}`,
        fixes: changeTypeFix(step, operation, subject),
      };
    }
  },
};
