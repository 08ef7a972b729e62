/** Text with names of the user's on one line, where Markdown sees no link, tag or code of its own. */
export function inert(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[`[\]*|\\]|<(?=[a-z/!])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/giu, '\\$&');
}

/** Text that stands between backticks. */
export function verbatim(text: string): string {
  return text.replace(/[`\p{Cc}]/gu, '\uFFFD');
}

/** A block of code that nothing in the code can end: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function fenced(language: string, code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${code}\n${fence}`;
}

/** Code whose later lines keep only what they are indented more than the least of them. */
export function dedented(code: string): string {
  const [first = '', ...rest] = code.split('\n');
  const indents = rest.flatMap((line) => (line.trim() === '' ? [] : line.search(/\S/)));
  const least = Math.min(...indents);
  return Number.isFinite(least) ? [first, ...rest.map((line) => line.slice(least))].join('\n') : code;
}
