import { readSql, type SqlStatement } from '../../sql/parse.ts';
import type { Edit, Source, Span } from '../../text.ts';
import { type OptOut, refusesTransaction } from './opt-out.ts';
import type { Outcome } from './outcome.ts';
import type { Scene } from './scene.ts';
import { sectionsOf } from './sections.ts';
import type { SqlFile } from './sql-file.ts';

/** The tool's own words for it; undefined where its note says something already. */
export function optedOut(
  file: SqlFile,
  { direction, others }: Scene,
  optOut: OptOut,
  outcome: Outcome,
): { readonly edits: readonly Edit[]; readonly newFiles: readonly Source[] } | undefined {
  const { text, naming, source, eol } = file;
  if (file.migration.transaction === 'statement' && !optOut.alone) return { edits: [], newFiles: [] };
  const edits: Edit[] = [];
  const at = (offset: number): Span => ({ start: offset, end: offset });
  if (optOut.line !== undefined && !text.includes(optOut.line.trimEnd())) {
    const top = text.startsWith('\uFEFF') ? 1 : 0;
    edits.push({ span: at(top), text: optOut.line.replaceAll('\n', eol) + eol });
  }
  if (optOut.suffix !== undefined) {
    const marker = sectionsOf(text, naming).find(
      (each) =>
        each.direction === direction &&
        each.span.start <= outcome.statement.span.start &&
        outcome.statement.span.end <= each.span.end,
    )?.marker;
    if (!marker) return undefined;
    const line = text.slice(marker.start, marker.end);
    if (!line.includes(optOut.suffix.trim()))
      edits.push({ span: at(marker.start + line.trimEnd().length), text: optOut.suffix });
  }
  const path = naming.scheme.noteBeside?.(source.path);
  if (optOut.note === undefined || path === undefined || isDetected(file, others, outcome))
    return { edits, newFiles: [] };
  if (naming.scheme.optOut?.pattern.test(source.note ?? '')) return { edits, newFiles: [] };
  return source.note === undefined ? { edits, newFiles: [{ path, text: optOut.note }] } : undefined;
}

/** Flyway sees by itself that a statement refuses transactions, as long as all of the file do. */
function isDetected(
  { naming }: SqlFile,
  others: readonly SqlStatement[],
  { kept, pieces, statement }: Outcome,
): boolean {
  if (naming.scheme.id !== 'flyway') return false;
  const rest = others.flatMap((each) => each.operations.map(({ operation }) => operation));
  const own = kept
    ? readSql(kept.text, statement.engine).flatMap((each) => each.operations.map(({ operation }) => operation))
    : [];
  return [...rest, ...own, ...pieces.map(({ planned }) => planned.operation)].every(refusesTransaction);
}
