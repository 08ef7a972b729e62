import { resolve } from 'node:path';
import { type RevisionGraph, revisionGraphs } from '../../analysis/history/revision-graph.ts';
import { isScript } from '../claimed.ts';
import { migrationsAt } from '../found.ts';
import { loadGrammars } from '../grammars.ts';
import { graphJson } from '../graph/json.ts';
import { graphMermaid } from '../graph/mermaid.ts';
import type { Shown } from '../graph/shown.ts';
import { graphText } from '../graph/text.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { asPath, shownPath } from '../places.ts';
import { openFor } from '../select.ts';
import { startNotes } from '../start-notes.ts';
import { type Catalogue, type ExitCode, paintFor, type Terminal, visible } from '../terminal.ts';

export const graphSyntax: Syntax = { formats: ['text', 'json', 'mermaid'] };

/** Prints the revision graph of each environment at the path; what is wrong with it does not make the command fail. */
export async function graph(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const [path = '.', second] = args.paths;
  if (second !== undefined) return { problem: 'graph takes one path: migration-writer graph [PATH]' };
  if (path === '-') return { problem: 'graph needs files, not standard input' };
  const opened = await openFor(args, terminal, catalogue);
  if ('problem' in opened) return opened;
  const { workspace } = opened;
  const found = await migrationsAt(resolve(terminal.cwd, path), args.settings.tool, workspace);
  if ('problem' in found) return { problem: `${path} ${found.problem}` };
  await loadGrammars([...found.sources].every((each) => each.path.endsWith('.sql')) ? 'sql' : 'all');
  const lost = new Map(found.unreadable.map((each) => [each.path, each.reason]));
  const paths = found.sources.flatMap((each) => (isScript(each) ? [] : [each.path]));
  const graphs = await revisionGraphs(paths, workspace, {
    async whyUnreadable(each) {
      const loaded = await workspace.load(each);
      if ('problem' in loaded) lost.set(each, loaded.problem);
      return lost.get(each);
    },
  });
  const notes = [...[...lost].map(([each, reason]) => `${each} ${reason}`), ...startNotes(graphs)];
  for (const [path] of graphs.map(({ files }) => [...files])) {
    for (const { path: file, line, message } of path === undefined ? [] : await workspace.problems(path))
      notes.push(file === undefined ? message : `${file}:${line}: ${message}`);
  }
  const lines = args.format === 'mermaid' ? edgesOf(graphs) : 0;
  if (lines > 500)
    notes.push(`Mermaid draws at most 500 lines unless maxEdges is set where it is started: here are ${lines}`);
  for (const note of new Set(notes)) terminal.error(`${asPath(visible(note.replaceAll(`${terminal.cwd}/`, '')))}\n`);
  if (graphs.length === 0 && lost.size === 0) terminal.error(`No migration files were found in ${path}\n`);
  const shown = { graphs, pathOf: (file: string) => shownPath(file, terminal.cwd), paint: paintFor(terminal) };
  terminal.out(formats[args.format]?.(shown) ?? '');
  return lost.size > 0 ? 2 : 0;
}

/** https://mermaid.js.org/config/schema-docs/config.html#maxedges */
function edgesOf(graphs: readonly RevisionGraph[]): number {
  const edges = graphs.flatMap(({ revisions }) =>
    revisions.map((each) => [each.parents, each.dependsOn, each.missing]),
  );
  return edges.flat(2).length;
}

const formats: Readonly<Record<string, (shown: Shown) => string>> = {
  text: graphText,
  json: graphJson,
  mermaid: graphMermaid,
};
