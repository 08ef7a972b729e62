import { relative, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Source, Span } from '../text.ts';
import { visible } from './terminal.ts';

/** Relative to the current folder where it lies below it, with slashes on every system. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below === '' || below.startsWith('..') ? path : below.split(sep).join('/');
}

/** Where something stands, as a compiler says it. */
export function placeText(path: string, cwd: string, { line, character }: Place): string {
  return `${asPath(visible(shownPath(path, cwd)))}:${line + 1}:${character + 1}`;
}

/** What begins a line with the name of a file, so that no CI server takes it for a command: `::error …`, `##vso[…`. */
export function asPath(text: string): string {
  return /^\s*(::|##)/.test(text) ? `./${text}` : text;
}

/** 0-based lines and UTF-16 characters, as the Language Server Protocol has them. */
export function rangesIn(source: Source): RangeOf {
  const made = ranges.get(source) ?? makeRanges(source);
  ranges.set(source, made);
  return made;
}

/** Where the lines of a text begin is worked out once. */
const ranges = new WeakMap<Source, RangeOf>();

function makeRanges({ text }: Source): RangeOf {
  const document = TextDocument.create('', '', 0, text);
  return ({ start, end }: Span) => ({ start: document.positionAt(start), end: document.positionAt(end) });
}

export type RangeOf = (span: Span) => { readonly start: Place; readonly end: Place };

interface Place {
  readonly line: number;
  readonly character: number;
}
