import type { RevisionGraph, RevisionInfo } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { currentIn } from '../tasks/route.ts';
import { type Site, siteOf } from '../tasks/site.ts';
import { isTrusted } from '../tasks/trust.ts';
import { findRevision, graphOf, pickRevision } from '../views/chosen.ts';
import type { Revisions } from '../views/revisions.ts';

/** Where a command of Alembic runs. */
export interface Place extends Site {
  readonly graph: RevisionGraph;
}

export interface PlacedRevision extends Place {
  readonly revision: RevisionInfo;
}

/** The migrations that a command is about; undefined, with the reason said, where Alembic does not run or may not. */
export async function alembicAt(argument: unknown, revisions: Revisions): Promise<Place | undefined> {
  if (!isTrusted()) return undefined;
  const places = await placesIn(revisions);
  if (places.length === 0) {
    warn('No alembic.ini or pyproject.toml in the open folders says where migrations of Alembic lie.');
    return undefined;
  }
  const graphs = places.map(({ graph }) => graph);
  const graph = await graphOf(argument, graphs, 'Of which migrations?');
  return places.find((each) => each.graph === graph);
}

/** The revision that a command is about: that of its argument, else one is asked for. */
export async function alembicRevisionAt(
  argument: unknown,
  revisions: Revisions,
  prompt: string,
): Promise<PlacedRevision | undefined> {
  const named = argument === undefined ? undefined : await findRevision(argument, revisions);
  const place = await alembicAt(named?.revision.uri ?? argument, revisions);
  if (!place) return undefined;
  const isThere = named !== undefined && place.graph.revisions.some(({ key }) => key === named.revision.key);
  const all = place.graph.revisions.map((revision) => ({ graph: place.graph, revision }));
  const chosen = isThere ? named : await pickRevision(all, prompt);
  if (!chosen) return undefined;
  if (chosen.revision.id !== undefined) return { ...place, revision: chosen.revision };
  warn('This file does not tell its revision id.');
  return undefined;
}

/** The revisions that the database is at; undefined where it could not be asked, which has been told. */
export async function currentAt(place: Place, alembic: Alembic): Promise<readonly RevisionInfo[] | undefined> {
  const out = await alembic.ask(place, { command: 'current' }, 'Asking the database for its revision');
  return out === undefined ? undefined : currentIn(out, place.graph);
}

async function placesIn(revisions: Revisions): Promise<readonly Place[]> {
  return (await revisions.graphs()).flatMap((graph) => {
    const site = siteOf(graph);
    return site ? [{ ...site, graph }] : [];
  });
}
