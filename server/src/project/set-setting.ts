/**
 * A settings file of JSON with one more setting, or with another value of it; all else stays as its author wrote it. Undefined
 * where the text is no object of JSON.
 */
export function withSetting(text: string, key: string, value: string): string | undefined {
  const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  if (text.trim() === '') return `{\n  ${entry}\n}\n`;
  if (!isObject(text)) return undefined;
  const known = placeOfValue(text, key);
  if (known) return text.slice(0, known.start) + JSON.stringify(value) + text.slice(known.end);
  const start = text.indexOf('{') + 1;
  const [blank = ''] = /^\s*/.exec(text.slice(start)) ?? [];
  if (text[start + blank.length] === '}')
    return `${text.slice(0, start)}\n  ${entry}\n${text.slice(start + blank.length)}`;
  return `${text.slice(0, start)}${blank === '' ? ' ' : blank}${entry},${blank === '' ? ' ' : blank}${text.slice(start + blank.length)}`;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Where the value of a key of the outermost object stands; the last one counts, as for every reader of JSON. */
function placeOfValue(text: string, key: string): { readonly start: number; readonly end: number } | undefined {
  let depth = 0;
  let found: { readonly start: number; readonly end: number } | undefined;
  let start: number | undefined;
  let last = '';
  for (const { 0: token, index } of text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s"{}[\],:]+/g)) {
    const closes = token === '}' || token === ']';
    if (depth === 1 && start !== undefined && (token === ',' || closes)) {
      found = { start, end: text.slice(0, index).trimEnd().length };
      start = undefined;
    }
    if (depth === 1 && token === ':' && last === key) {
      const behind = /^\s*/.exec(text.slice(index + 1))?.[0].length ?? 0;
      start = index + 1 + behind;
    }
    if (token === '{' || token === '[') depth++;
    if (closes) depth--;
    last = depth === 1 && token.startsWith('"') ? String(JSON.parse(token)) : '';
  }
  return found;
}
