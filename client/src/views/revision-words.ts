import type { RevisionGraph, RevisionInfo, Risk } from '../../../server/src/protocol.ts';

export function titleOf({ title, id, uri }: RevisionInfo): string {
  const shown = title?.replace(/\s+/g, ' ').trim();
  return shown || id || fileNameOf(uri);
}

/** What tells the revision in few letters: its id, else the name of its file. */
export function idOf({ id, uri }: RevisionInfo): string {
  return id ?? fileNameOf(uri);
}

/** What sets the revision apart from those that just have one before and one behind them. */
export function badgesOf({ standing, labels, missing }: RevisionInfo): readonly string[] {
  const words = (
    [
      ['head', 'head'],
      ['merge', 'merge'],
      ['branchpoint', 'branch point'],
      ['duplicated', 'duplicated id'],
      ['circular', 'in a circle'],
    ] as const
  ).flatMap(([each, word]) => (standing.includes(each) ? [word] : []));
  return [...words, ...(missing.length > 0 ? ['parent missing'] : []), ...labels];
}

/** The revisions that nothing follows. */
export function headsOf({ revisions }: RevisionGraph): readonly RevisionInfo[] {
  return revisions.filter(({ standing }) => standing.includes('head'));
}

/** What is wrong with the revision, in sentences. */
export function problemsOf({ standing, missing, id }: RevisionInfo): readonly string[] {
  return [
    ...missing.map((each) => `No file has the id ${each}, which this one names`),
    ...(standing.includes('duplicated') ? [`Another file has the id ${id}, too`] : []),
    ...(standing.includes('circular') ? ['It follows itself, in a circle'] : []),
  ];
}

/** In Markdown, of which nothing that the author wrote can become a part. */
export function tooltipOf(revision: RevisionInfo, graph: RevisionGraph, risk: Risk | null | undefined): string {
  const names = (keys: readonly string[]) =>
    keys
      .map((key) => graph.revisions.find((each) => each.key === key))
      .flatMap((each) => (each ? [plain(idOf(each))] : []));
  const parents = [...names(revision.parents), ...revision.missing.map(plain)];
  const rows = [
    ['Revision', plain(idOf(revision))],
    ['Follows', parents.join(', ') || 'nothing: it is a base'],
    ['Depends on', names(revision.dependsOn).join(', ')],
    ['Labels', revision.labels.map(plain).join(', ')],
    [
      'Standing',
      badgesOf({ ...revision, labels: [] })
        .map(plain)
        .join(', '),
    ],
    ['Created', plain(dateOf(revision.created))],
    ['Risk', risk ? `${riskWord(risk)}${found(risk)}` : ''],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const problems = problemsOf(revision).map((each) => `$(warning) ${plain(each)}`);
  return [`**${plain(titleOf(revision))}**`, rows.join('  \n'), ...problems].join('\n\n');
}

export function riskWord({ level }: Risk): string {
  return level === 'very-high' ? 'very high' : level;
}

/** What the rules say of it: “1 error, 2 warnings”. */
export function findingsOf({ errors, warnings }: Risk): string {
  return [...(errors > 0 ? [count(errors, 'error')] : []), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(
    ', ',
  );
}

function found(risk: Risk): string {
  const findings = findingsOf(risk);
  return findings === '' ? '' : ` (${findings})`;
}

/** Day and minute of what tools write (`2025-02-18 09:12:44.120391`); what is no such date stays as it is. */
export function dateOf(created: string | undefined): string {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(created ?? '');
  return match ? `${match[1]} ${match[2]}` : (created ?? '');
}

/** Whether each word of the filter is in the title, in the id, in a label or in what sets the revision apart. */
export function matches(revision: RevisionInfo, filter: string): boolean {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return true;
  const text = [titleOf(revision), idOf(revision), ...badgesOf(revision), dateOf(revision.created)]
    .join('\n')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Markdown has no meaning for what follows a backslash; `$(` would begin an icon. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~$&:@]/g, '\\$&');
}
