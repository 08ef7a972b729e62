import type { Direction } from '../../model/migration.ts';
import type { Span } from '../../text.ts';
import type { Naming } from './naming.ts';

/** The part of a text that holds the statements of one direction. */
export interface Section {
  readonly direction: Direction;
  readonly span: Span;
  /** The line that begins it; absent where the file itself does. */
  readonly marker?: Span | undefined;
}

/** The sections in the order of the text; what stands before the first marker of both is nobody's. */
export function sectionsOf(text: string, { scheme, direction }: Naming): readonly Section[] {
  const whole = { start: 0, end: text.length };
  if (!scheme.sections) return [{ direction: direction === 'down' ? 'down' : 'up', span: whole }];
  const markers = [...found(text, 'up', scheme.sections.up), ...found(text, 'down', scheme.sections.down)];
  markers.sort((a, b) => a.marker.start - b.marker.start);
  const sections = markers.map((each, index) => ({
    ...each,
    span: { start: each.marker.end, end: markers[index + 1]?.marker.start ?? text.length },
  }));
  if (scheme.sections.up) return sections;
  return [{ direction: 'up', span: { start: 0, end: markers[0]?.marker.start ?? text.length } }, ...sections];
}

function found(text: string, direction: Direction, marker: RegExp | undefined) {
  const matches = marker ? [...text.matchAll(marker)] : [];
  return matches.map(({ index, 0: line }) => ({ direction, marker: { start: index, end: index + line.length } }));
}
