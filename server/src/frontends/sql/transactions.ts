import type { EngineName } from '../../model/engine.ts';
import type { Step, TransactionScope } from '../../model/migration.ts';
import type { SqlStatement } from '../../sql/parse.ts';
import type { Source } from '../../text.ts';
import type { Naming } from './naming.ts';
import type { Section } from './sections.ts';

/** What the tool that runs the file puts around these statements of it. */
export function scopeOf(
  source: Source,
  naming: Naming,
  section: Section,
  statements: readonly SqlStatement[],
  engine: EngineName,
): TransactionScope {
  const { optOut } = naming.scheme;
  if (optOut?.pattern.test(optOutText(source, section, optOut.in))) return 'statement';
  const texts = statements.map((each) => each.text);
  return naming.scheme.scope(engine, texts, naming);
}

function optOutText({ text, note = '' }: Source, { marker }: Section, where: 'text' | 'marker' | 'note'): string {
  if (where === 'note') return note;
  return where === 'marker' ? text.slice(marker?.start ?? 0, marker?.end ?? 0) : text;
}

/** Each operation as a step; BEGIN and COMMIT in the text are obeyed as the server does. */
export function stepsOf(
  statements: readonly SqlStatement[],
  scope: TransactionScope,
  { scheme }: Naming,
): readonly Step[] {
  const always = scheme.oneMessage === true && scope !== 'statement';
  let open = scope !== 'statement';
  return statements.flatMap((statement) =>
    statement.operations.map((each): Step => {
      const { operation } = each;
      const transaction = open || always ? 'shared' : 'autocommit';
      if (operation.kind === 'controlTransaction') open = operation.what === 'begin';
      return {
        ...each,
        span: statement.span,
        transaction,
        sql: statement.text,
        ...(statement.marks.length > 0 && { marks: statement.marks }),
        ...(statement.error && { error: statement.error }),
      };
    }),
  );
}
