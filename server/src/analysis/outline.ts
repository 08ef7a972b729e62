import type { Direction, Step } from '../model/migration.ts';
import type { Operation, OperationKind } from '../model/operation.ts';
import { operationTitle } from '../model/operation-title.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Span } from '../text.ts';
import type { Analysis } from './analyze.ts';

/** A direction of a migration with the operations that stand in it, or an operation. */
export interface Outlined {
  readonly title: string;
  /** What it is about. */
  readonly about: 'direction' | 'table' | 'column' | 'index' | 'constraint' | 'type' | 'rows' | 'other';
  /** All of it; holds `head` and all that is in `inside`. */
  readonly span: Span;
  readonly head: Span;
  readonly inside: readonly Outlined[];
}

/** What a migration does, in the order of its text. */
export function outlineOf(analysis: Analysis): readonly Outlined[] {
  const { migration, source } = analysis;
  const steps = (direction: Direction) => distinct(analysis[direction].filter(({ path }) => path === undefined));
  const parts = [
    { title: titles[migration.tool].up, at: migration.spans.up, steps: steps('up'), direction: 'up' },
    { title: titles[migration.tool].down, at: migration.spans.down, steps: steps('down'), direction: 'down' },
  ] as const;
  const starts = parts.flatMap(({ at, steps: [first] }) => [at?.start ?? first?.span.start ?? []].flat());
  return parts
    .flatMap((part) => {
      const start = part.at?.start ?? part.steps[0]?.span.start;
      if (start === undefined) return [];
      const next = Math.min(source.text.length, ...starts.filter((each) => each > start));
      const last = source.text.slice(0, next).trimEnd().length;
      const all = part.steps.map(outlined);
      const isInside = ({ span }: Outlined) => span.start >= start && span.end <= next;
      const [inside, elsewhere] = [all.filter(isInside), all.filter((each) => !isInside(each))];
      const head = part.at ?? { start, end: part.steps[0]?.head.end ?? start };
      const span = { start, end: Math.max(last, head.end, ...inside.map((each) => each.span.end)) };
      return [{ title: part.title, about: 'direction' as const, span, head, inside }, ...elsewhere];
    })
    .sort((a, b) => a.span.start - b.span.start);
}

const titles = {
  alembic: { up: 'upgrade', down: 'downgrade' },
  django: { up: 'forwards', down: 'backwards' },
  sql: { up: 'up', down: 'down' },
} as const;

/** What runs several times stands in the text once. */
function distinct(steps: readonly AnalyzedStep[]): readonly AnalyzedStep[] {
  const keys = new Set<string>();
  return steps.filter(({ head, operation }) => {
    const key = `${head.start} ${titleOf(operation)}`;
    const isNew = !keys.has(key);
    keys.add(key);
    return isNew;
  });
}

function outlined({ operation, span, head }: Step): Outlined {
  const whole = { start: Math.min(span.start, head.start), end: Math.max(span.end, head.end) };
  return { title: titleOf(operation), about: about[operation.kind], span: whole, head, inside: [] };
}

function titleOf(operation: Operation): string {
  const title = operationTitle(operation);
  if (title !== undefined) return title;
  switch (operation.kind) {
    case 'setParameter':
      return `set ${operation.name}`;
    case 'controlTransaction':
      return operation.what;
    case 'truncate':
      return `empty ${operation.tables.map(({ name }) => name).join(', ')}`;
    case 'other':
      return operation.statement.toLowerCase();
    case 'opaque':
      return 'not analysed';
  }
  return operation.kind;
}

const about: Readonly<Record<OperationKind, Outlined['about']>> = {
  createTable: 'table',
  dropTable: 'table',
  renameTable: 'table',
  attachPartition: 'table',
  detachPartition: 'table',
  addColumn: 'column',
  dropColumn: 'column',
  renameColumn: 'column',
  changeType: 'column',
  setNotNull: 'column',
  dropNotNull: 'column',
  setDefault: 'column',
  mirrorColumn: 'column',
  stopMirror: 'column',
  addConstraint: 'constraint',
  dropConstraint: 'constraint',
  validateConstraint: 'constraint',
  createIndex: 'index',
  dropIndex: 'index',
  reindex: 'index',
  createEnum: 'type',
  addEnumValue: 'type',
  dropType: 'type',
  insertRows: 'rows',
  updateRows: 'rows',
  deleteRows: 'rows',
  truncate: 'rows',
  backfill: 'rows',
  refreshView: 'rows',
  setParameter: 'other',
  controlTransaction: 'other',
  other: 'other',
  opaque: 'other',
};
