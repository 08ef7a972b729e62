import { lengthOf } from '../model/traits.ts';

/**
 * A name for a new object, made of the names it belongs to. PostgreSQL cuts identifiers at 63 bytes silently, so longer ones
 * are cut here, with a digest of the whole so that two of them stay different.
 */
export function nameFor(...parts: readonly string[]): string {
  return within(longest, parts);
}

/** The same for a trigger: where an engine needs one for each event, it puts `_insert` and `_update` behind the name. */
export function triggerFor(...parts: readonly string[]): string {
  return within(longest - '_insert'.length, parts);
}

function within(most: number, parts: readonly string[]): string {
  const whole = parts.join('_');
  if (lengthOf(whole, 'bytes') <= most) return whole;
  const digest = hash(whole);
  const room = most - digest.length - 1;
  // By characters, so that none is cut in half.
  const characters = [...whole];
  while (lengthOf(characters.join(''), 'bytes') > room) characters.pop();
  return `${characters.join('')}_${digest}`;
}

const longest = 63;

/** FNV-1a over UTF-16 code units, as eight hexadecimal digits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value.toString(16).padStart(8, '0');
}
