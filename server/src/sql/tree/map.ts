import type { Name } from '../../model/name.ts';
import { type Mapped, other } from '../mapped.ts';
import { seek, spanBetween, took, word } from '../recognise/cursor.ts';
import { relationHere } from '../recognise/names.ts';
import { columnsNamed } from '../recognise/relations.ts';
import { mapData } from './data.ts';
import { child, type Node, relationsIn, textAt } from './node.ts';
import type { TreeReading } from './reading.ts';

/**
 * The operations of a statement whose tree says more than its words: queries and what they write. Definitions have no
 * places in the tree and lose words there (`DROP TABLE t CASCADE` becomes an alias), so that undefined comes back for them
 * and they are read clause by clause.
 */
export function mapTree(node: Node, reading: TreeReading): readonly Mapped[] | undefined {
  if (textAt(node, 'type') === 'create' && textAt(node, 'keyword') === 'view') return createView(node, reading);
  return mapData(node, reading);
}

function createView(node: Node, reading: TreeReading): readonly Mapped[] | undefined {
  const place = { ...reading.cursor };
  if (!seek(place, 'view')) return undefined;
  place.at++;
  const isPlain = Array.from({ length: place.at }, (_, at) => word(place, at - place.at)).every((each) => each !== '');
  const head = spanBetween(place, 0, isPlain ? place.at : 1);
  took(place, 'if not exists');
  const view: Name | undefined = relationHere(place);
  const relations = relationsIn(child(node, 'select'));
  const reads = seek(place, 'as') ? columnsNamed({ ...place, at: place.at + 1 }, relations) : undefined;
  return [other('CREATE VIEW', relations, head, { ...(view && { view }), ...(reads && { reads }) })];
}
