/** What a text wants done before something runs: the items of its lists that begin with an open box, each in one line. */
export function checklistIn(text: string): readonly string[] {
  if (!text.includes('[ ]')) return [];
  const items: string[] = [];
  let open = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, item] = /^\s*[-*] \[ \] +(\S.*)$/.exec(line) ?? [];
    const [, more] = /^\s+(?![-*] )(\S.*)$/.exec(line) ?? [];
    if (item !== undefined) items.push(item.trim());
    else if (open && more !== undefined) items.push(`${items.pop()} ${more.trim()}`);
    open = item !== undefined || (open && more !== undefined);
  }
  return items;
}
