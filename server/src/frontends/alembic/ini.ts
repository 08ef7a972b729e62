/** A file in the format of Python's configparser. */
export interface Ini {
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, IniValue>>;
  readonly problems: readonly IniProblem[];
}

export interface IniValue {
  /** As written, before `%(…)s` is filled in; the lines of a longer value joined by "\n". */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

export interface IniProblem {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads what configparser would read and says where it would fail. Continuation lines are indented deeper than their key;
 * comments have lines of their own; keys are in lower case. https://docs.python.org/3/library/configparser.html
 */
export function readIni(text: string): Ini {
  const sections = new Map<string, Map<string, IniValue>>();
  const problems: IniProblem[] = [];
  let section: Map<string, IniValue> | undefined;
  let open: { readonly key: string; readonly indent: number } | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  lines.forEach((whole, order) => {
    const line = order + 1;
    const content = /^\s*[#;]/.test(whole) ? '' : whole.trim();
    const indent = whole.length - whole.trimStart().length;
    const value = open && section?.get(open.key);
    if (open && section && value && (content === '' || indent > open.indent)) {
      if (content !== '' || whole.trim() === '') section.set(open.key, { ...value, text: `${value.text}\n${content}` });
      return;
    }
    if (content === '') return;
    const header = /^\[(.+)\]/.exec(content)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) problems.push({ line, message: `Section [${header}] stands here a second time` });
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      open = undefined;
      return;
    }
    open = undefined;
    const found = /^(.*?)\s*[=:]\s*(.*)$/.exec(content);
    const key = found?.[1]?.toLowerCase();
    if (!section) problems.push({ line, message: 'A line stands before the first [section]' });
    else if (!found || !key) problems.push({ line, message: `This is no option: ${content.slice(0, 60)}` });
    else {
      if (section.has(key)) problems.push({ line, message: `Option ${key} stands here a second time` });
      section.set(key, { text: found[2] ?? '', line });
      open = { key, indent };
    }
  });
  return { sections: trimmed(sections), problems };
}

/** The value with `%(name)s` filled in and `%%` as `%`; undefined where a name is unknown or a `%` stands alone. */
export function interpolate(text: string, lookup: (name: string) => string | undefined, depth = 0): string | undefined {
  let known = depth <= 10;
  const result = text.replace(/%(?:%|\(([^)]*)\)s)?/g, (written, name: string | undefined) => {
    if (written === '%%') return '%';
    const value = known && name !== undefined ? lookup(name.toLowerCase()) : undefined;
    const filled = value === undefined ? undefined : interpolate(value, lookup, depth + 1);
    if (filled === undefined) known = false;
    return filled ?? written;
  });
  return known ? result : undefined;
}

function trimmed(sections: ReadonlyMap<string, ReadonlyMap<string, IniValue>>): Ini['sections'] {
  return new Map(
    [...sections].map(([name, values]) => [
      name,
      new Map([...values].map(([key, value]) => [key, { ...value, text: value.text.trim() }])),
    ]),
  );
}
