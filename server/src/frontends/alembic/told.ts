/** What a text of SQL tells the session: names of parameters in lower case, and their values without quotes. */
export function toldBySql(sql: string): readonly Told[] {
  return sql.split(';').flatMap((statement) => {
    const text = statement.replace(/--[^\n]*/g, ' ').trim();
    const pragma = /^PRAGMA\s+([\w.]+)\s*(?:=\s*(.+)|\(\s*(.+?)\s*\))$/is.exec(text);
    if (pragma) return told(pragma[1], pragma[2] ?? pragma[3]);
    const set = /^SET\s+(?:SESSION\s+|LOCAL\s+)?(?!TRANSACTION\b|CONSTRAINTS\b|CHARACTERISTICS\b)(.+)$/is.exec(text);
    if (set?.[1] !== undefined) return assignments(set[1]);
    return [...text.matchAll(/\bset_config\(\s*'([\w.]+)'\s*,\s*'([^']*)'/gi)].flatMap((each) =>
      told(each[1], each[2]),
    );
  });
}

export type Told = readonly [name: string, value: string];

/** `-c lock_timeout=5000 -c statement_timeout=0`: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS */
export function toldByOptions(options: string): readonly Told[] {
  return [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g)].flatMap((each) =>
    told(each[1]?.replaceAll('-', '_'), each[2]?.replace(/\\(.)/g, '$1')),
  );
}

/** The same in the query of a URL, where it is written with `%20` and `%3D`, and what MySQL's drivers run first. */
export function toldByUrl(url: string): readonly Told[] {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return query.split('&').flatMap((part) => {
    const [, name, written = ''] = /^(options|init_command)=(.*)$/s.exec(part) ?? [];
    const value = decoded(written.replaceAll('+', ' '));
    return name === 'options' ? toldByOptions(value) : name === undefined ? [] : toldBySql(value);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that begins nothing stands for itself.
    return text;
  }
}

/** `lock_timeout TO '5s'`, `lock_wait_timeout = 5, @@session.sql_mode = ''` */
function assignments(text: string): readonly Told[] {
  const each = /(?:@@(?:session\.)?)?([\w.]+)\s*(?:=|\bTO\b)\s*('(?:[^']|'')*'|"[^"]*"|[^,]+)/gi;
  return [...text.matchAll(each)].flatMap((match) => told(match[1], match[2]));
}

function told(name: string | undefined, value: string | undefined): readonly Told[] {
  if (name === undefined || value === undefined) return [];
  return [[name.toLowerCase(), value.trim().replace(/^(['"])(.*)\1$/s, '$2')]];
}
