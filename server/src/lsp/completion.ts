import { type CompletionItem, CompletionItemKind, type CompletionList } from 'vscode-languageserver';
import type { Analysis } from '../analysis/analyze.ts';
import { namesOffered, type Offer } from '../analysis/names/names-offered.ts';
import type { Client } from './client.ts';
import { linesOf } from './convert.ts';

/** The signs that begin a name, or stand before one. */
export const completionTriggers = ['"', "'", '`', '.', ' '];

/** `sign` is what was typed, where that made the client ask. */
export function completions(
  analysis: Analysis,
  offset: number,
  sign: string | undefined,
  { detailsInLabels }: Pick<Client, 'detailsInLabels'>,
): CompletionList | null {
  const found = namesOffered(analysis, offset, sign === ' ');
  if (!found) return null;
  const range = linesOf(analysis.source.text).range(found.span);
  const width = String(found.offers.length).length;
  const items = found.offers.map(
    ({ kind, name, detail, text }, at): CompletionItem => ({
      label: name,
      kind: kinds[kind],
      ...(detailsInLabels ? { labelDetails: { description: detail } } : { detail }),
      sortText: String(at).padStart(width, '0'),
      filterText: text,
      textEdit: { range, newText: text },
    }),
  );
  return { isIncomplete: false, items };
}

const kinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  revision: CompletionItemKind.Reference,
  table: CompletionItemKind.Struct,
  view: CompletionItemKind.Interface,
  type: CompletionItemKind.Enum,
  column: CompletionItemKind.Field,
  index: CompletionItemKind.Property,
  constraint: CompletionItemKind.Property,
};
