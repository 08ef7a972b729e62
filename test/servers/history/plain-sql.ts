/**
 * An expression without what the server puts in or takes out when it writes it anew: casts, parentheses, quotes, blanks,
 * letters' case, and the two ways of writing a list.
 */
export function plainSql(sql: string): string {
  const parts = sql.split(/((?:\bE)?'(?:[^']|'')*'(?:::[\w". ]+(?:\(\d+\))?(?:\[\])*)?)/i);
  return parts
    .map((part, at) => (at % 2 === 1 ? literal(part) : words(part)))
    .join(' ')
    .replace(/\s+/g, '')
    .replace(/=any(array)?/g, 'in')
    .replace(/<>all(array)?/g, 'notin');
}

/** What stands in quotes, whatever type it is given. */
function literal(text: string): string {
  const [, inside = ''] = /^E?'((?:[^']|'')*)'/i.exec(text) ?? [];
  return inside.replaceAll("''", "'").replace(/[(){}"\s]/g, '');
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/\bpublic\./g, '')
    .replace(
      /::\s*(character varying|double precision|bit varying|timestamp with(out)? time zone|[\w".]+)(\s*\([\d, ]+\))?(\[\])*/g,
      '',
    )
    .replace(/\bcast\s*\((.*?)\s+as\s+[\w ]+(\(\d+\))?\)/g, '$1')
    .replace(/([\w.]+|\w+\([^()]*\))\s+between\s+([\w.]+)\s+and\s+([\w.]+)/g, '$1 >= $2 and $1 <= $3')
    .replace(/!=/g, '<>')
    .replace(/!~~\*/g, ' not ilike ')
    .replace(/!~~/g, ' not like ')
    .replace(/~~\*/g, ' ilike ')
    .replace(/~~/g, ' like ')
    .replace(/\basc\b|\bnulls last\b|(?<=desc\s*)\bnulls first\b/g, '')
    .replace(/[()"[\]]/g, ' ');
}
