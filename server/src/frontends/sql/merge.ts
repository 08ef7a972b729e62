import type { Step } from '../../model/migration.ts';
import type { WrittenStatement } from '../../sql/edit/written-statement.ts';
import type { Edit } from '../../text.ts';
import { indentAt, removal } from './layout.ts';
import { type SqlFile, statementAt } from './sql-file.ts';

/** The actions of further ALTER TABLEs behind those of the first, as the author wrote them; undefined where they do not begin alike. */
export function mergeEdits(file: SqlFile, steps: readonly Step[]): readonly Edit[] | undefined {
  const starts = new Map(steps.map(({ span }) => [span.start, span]));
  const written = [...starts.values()].map((span) => statementAt(file, span));
  const [first, ...rest] = written.flatMap((each) => (each?.isAlter ? [each] : []));
  const end = first?.actions.at(-1)?.end;
  if (!first || end === undefined || rest.length === 0 || rest.length + 1 !== written.length) return undefined;
  if (rest.some((each) => leadOf(each) !== leadOf(first))) return undefined;
  const added = rest.map((each) => `,${file.eol}${marginOf(first)}${actionsOf(each)}`).join('');
  return [{ span: { start: end, end }, text: added }, ...rest.map(({ span }) => removal(file.text, span, file.engine))];
}

/** `ALTER TABLE ONLY users`, however it is spaced. */
function leadOf({ text, span, actions: [action] }: WrittenStatement): string {
  return text
    .slice(span.start, action?.start)
    .replace(/\s+/g, ' ')
    .replace(/^alter table/i, 'ALTER TABLE')
    .trim();
}

function actionsOf({ text, actions }: WrittenStatement): string {
  return text.slice(actions[0]?.start, actions.at(-1)?.end);
}

/** Where the first action stands on a line of its own, the others stand below it. */
function marginOf({ text, span, actions: [action] }: WrittenStatement): string {
  const own = action && text.slice(span.start, action.start).includes('\n');
  return own ? indentAt(text, action.start) : `${indentAt(text, span.start)}  `;
}
