import type { Environment } from '../../model/frontend.ts';
import { clockOf } from './created.ts';

/** The path of a new revision file below a folder of the environment, as `alembic revision` names it, with `/`. */
export function fileName(
  {
    fileTemplate = '%(rev)s_%(slug)s',
    slugLength = 40,
    timezone,
  }: Pick<Environment, 'fileTemplate' | 'slugLength' | 'timezone'>,
  { id, title, created }: { readonly id: string; readonly title: string; readonly created: Date },
): string {
  const tokens: Readonly<Record<string, string | number | undefined>> = {
    rev: id,
    slug: slug(title, slugLength || 40),
    epoch: Math.floor(created.getTime() / 1000),
    ...clockOf(created, timezone),
  };
  const single = fileTemplate.replaceAll('%%', '%');
  const name = single.replace(
    conversion,
    (written, token: string, width: string | undefined, digits: string | undefined) =>
      formatted(tokens[token], written, width, digits),
  );
  return `${name}.py`;
}

/** Words joined by `_`, cut at a word's end. */
function slug(title: string, length = 40): string {
  const words = (title.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? []).join('_').toLowerCase();
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  const end = cut.lastIndexOf('_');
  return `${end < 0 ? cut : cut.slice(0, end)}_`;
}

/** `%(month).2d`, `%(rev)s`, `%(hour)02d`: https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
const conversion = /%\((\w+)\)0?(\d+)?(?:\.(\d+))?[sdi]/g;

function formatted(
  value: string | number | undefined,
  written: string,
  width: string | undefined,
  digits: string | undefined,
): string {
  if (value === undefined) return written;
  const text = String(value);
  if (typeof value === 'string') return digits === undefined ? text : text.slice(0, Number(digits));
  return text.padStart(Math.max(Number(width ?? 0), Number(digits ?? 0)), '0');
}
