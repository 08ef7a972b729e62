import { lanesOf } from '../../analysis/history/lanes.ts';
import type { RevisionGraph } from '../../analysis/history/revision-graph.ts';
import type { Revision } from '../../analysis/history/revisions.ts';
import { drawing } from './drawing.ts';
import { nameOf, plain, type Shown, titleOf } from './shown.ts';

/** The graphs as `git log --graph` draws them, one after another, each with what is wrong with it behind it. */
export function graphText(shown: Shown): string {
  return shown.graphs.map((graph) => textOf(graph, shown)).join('\n');
}

function textOf(graph: RevisionGraph, shown: Shown): string {
  const { revisions, problems, frontend } = graph;
  const { paint } = shown;
  const rows = drawing(lanesOf(revisions));
  const widest = Math.min(40, Math.max(0, ...rows.flatMap(({ dot }) => dot.length)));
  const heads = revisions.filter(({ standing }) => standing.includes('head')).length;
  const counts = `${counted(revisions.length, 'revision')}, ${counted(heads, 'head')}`;
  const lines = revisions.flatMap((each, at) => {
    const { dot = '', between = [] } = rows[at] ?? {};
    return [`${dot.padEnd(widest)}  ${describe(each, shown)}`.trimEnd(), ...between];
  });
  const wrong = problems.map((each) => `${paint('warning', '!')} ${plain(each)}`);
  const head = `${paint('bold', titleOf(graph, shown))} (${frontend.name}: ${counts})`;
  return [head, ...lines, ...(wrong.length > 0 ? ['', ...wrong] : [])].map((line) => `${line}\n`).join('');
}

function describe(revision: Revision, shown: Shown): string {
  const { migration, standing, dependsOn, missing } = revision;
  const { title, labels, created } = migration;
  const { paint } = shown;
  const stands = standing.filter((each) => each !== 'base' || revision.missing.length > 0);
  return [
    paint('warning', nameOf(revision, shown)),
    ...(stands.length > 0 ? [paint('good', `(${stands.map((each) => words[each]).join(', ')})`)] : []),
    ...labels.map((label) => paint('info', `[${plain(label)}]`)),
    ...(created === undefined ? [] : [paint('dim', plain(created.slice(0, 10)))]),
    ...(title === undefined || title === migration.id ? [] : [plain(title)]),
    ...(dependsOn.length > 0 ? [paint('dim', `depends on ${dependsOn.map(plain).join(', ')}`)] : []),
    ...(missing.length > 0 ? [paint('error', `names ${missing.map(plain).join(', ')}, which no file has`)] : []),
  ].join(' ');
}

const words: Readonly<Record<Revision['standing'][number], string>> = {
  head: 'head',
  base: 'base',
  branchpoint: 'branch point',
  merge: 'merge',
  duplicated: 'duplicated',
  circular: 'in a circle',
  released: 'released',
};

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
