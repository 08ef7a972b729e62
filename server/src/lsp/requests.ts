import { type Analysis, analyze } from '../analysis/analyze.ts';
import type { Problem } from '../analysis/ground.ts';
import { report } from '../analysis/report/report.ts';
import { type Scaffolded as Made, mergeHeads, scaffold, siteFor } from '../analysis/scaffold.ts';
import { suggested } from '../analysis/suggested.ts';
import type { Pattern } from '../model/pattern.ts';
import type { ListPatterns, MergeHeads, Patterns, Report, ReportOf, Scaffold, Scaffolded } from '../protocol.ts';
import { applyEdits } from '../text.ts';
import type { Host } from './host.ts';
import type { Server } from './serve.ts';

/** What can be written at a place, with what its history can offer for answers. */
export async function listPatterns(
  { uri, parent }: ListPatterns,
  patterns: readonly Pattern[],
  host: Host,
): Promise<Patterns> {
  const path = await placeOf(uri, host);
  if (path === undefined) return { patterns: [], problem: notOnDisk };
  const site = await siteFor(path, host, { parent });
  const schema = 'problem' in site ? undefined : site.ground.schema;
  const infos = patterns.map(({ id, title, description, asks }) => ({
    id,
    title,
    description,
    asks: asks.map(({ suggests, ...question }) => ({ ...question, ...(schema && suggested(suggests, schema)) })),
  }));
  if (!('problem' in site)) return { patterns: infos };
  const heads = (site.heads ?? []).flatMap(({ id, title }) =>
    id === undefined ? [] : { id, ...(title && { title }) },
  );
  return { patterns: infos, problem: site.problem, ...(heads.length > 0 && { heads }) };
}

/** The files of a pattern; nothing is written here. */
export async function makeFiles({ uri, pattern, answers, parent, form }: Scaffold, host: Host): Promise<Scaffolded> {
  const path = await placeOf(uri, host);
  if (path === undefined) return { files: [], problem: notOnDisk };
  const made = await scaffold(pattern, answers, path, host, { parent, form });
  return answerWith(made, host);
}

/** The revision that merges heads; nothing is written here. */
export async function makeMerge({ uri, heads }: MergeHeads, host: Host): Promise<Scaffolded> {
  const path = await placeOf(uri, host);
  if (path === undefined) return { files: [], problem: notOnDisk };
  return answerWith(await mergeHeads(heads, path, host), host);
}

function answerWith(made: Made | Problem, host: Host): Scaffolded {
  if ('problem' in made) return { files: [], problem: made.problem };
  const { files, form, other, notices = [], apart, afterwards } = made;
  return {
    files: files.map((file) => ({ uri: host.uriOf(file.path), text: file.text })),
    ...(form && { form }),
    ...(apart && { apart: { uri: host.uriOf(apart.source.path), text: applyEdits(apart.source.text, apart.edits) } }),
    ...(other && { other }),
    ...(afterwards && { afterwards: { ...afterwards, config: host.uriOf(afterwards.config) } }),
    ...(notices.length > 0 && { notice: `${notices.join('. ')}.` }),
  };
}

/** The report of migrations, open or not. */
export async function reportOf({ uris, since }: ReportOf, server: Server): Promise<Report> {
  const { host } = server;
  await host.ready;
  const chosen = since === undefined ? await filesAt(uris, host) : await changedAt(uris, since, host);
  if ('problem' in chosen) return { markdown: '', problem: chosen.problem };
  const analyses: Analysis[] = [];
  for (const uri of chosen.uris) {
    const analysis = await analysisOf(uri, server);
    if (analysis) analyses.push(analysis);
  }
  if (analyses.length === 0) return { markdown: '', problem: 'This is no migration file: open one first' };
  return { markdown: await report(analyses, host) };
}

type Uris = { readonly uris: readonly string[] } | Problem;

async function filesAt(uris: readonly string[], host: Host): Promise<Uris> {
  const below = await Promise.all(
    uris.map(async (uri) => {
      const path = host.pathOf(uri);
      if (path === undefined || /\.(py|sql)$/i.test(path)) return [uri];
      return (await host.migrationFiles(path)).map(host.uriOf);
    }),
  );
  return { uris: [...new Set(below.flat())] };
}

async function changedAt(uris: readonly string[], since: string, host: Host): Promise<Uris> {
  const changed = new Set<string>();
  for (const path of uris.flatMap((uri) => host.pathOf(uri) ?? [])) {
    const found = await host.changedSince(since, path);
    if ('problem' in found) return found;
    for (const each of found.paths) changed.add(host.uriOf(each));
  }
  if (changed.size === 0)
    return { problem: `No migration has changed since ${since === '' ? 'the default branch' : since}` };
  return { uris: [...changed] };
}

async function analysisOf(uri: string, { documents, analyses, host }: Server): Promise<Analysis | undefined> {
  const document = documents.get(uri);
  return document ? analyses.of(document) : saved(uri, host);
}

async function saved(uri: string, host: Host): Promise<Analysis | undefined> {
  const path = host.pathOf(uri);
  if (path === undefined) return undefined;
  const source = (await host.migrations(path)).find((each) => each.path === path);
  return source && analyze(source, host);
}

const notOnDisk = 'Open a folder on disk first: migrations are written beside those that it has';

/**
 * Of a file its folder: the file at hand is part of the history that new files are chained onto. A migration of plain SQL
 * tells its history by itself.
 */
async function placeOf(uri: string, host: Host): Promise<string | undefined> {
  const path = host.pathOf(uri);
  if (path === undefined || !/\.(py|sql)$/i.test(path)) return path;
  if (!path.endsWith('.py') && (await host.project(path)).tool === 'sql') return path;
  return path.replace(/[\\/][^\\/]*$/, '');
}
