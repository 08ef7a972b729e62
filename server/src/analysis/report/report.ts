import Handlebars from 'handlebars';
import type { Workspace } from '../../model/workspace.ts';
import type { Analysis } from '../analyze.ts';
import { section } from './section.ts';

/** The risk report of migrations as Markdown, in the order in which they run, by the template `report`. */
export async function report(analyses: readonly Analysis[], workspace: Workspace): Promise<string> {
  const { text } = await workspace.template('report.md', analyses[0]?.source.path);
  const template = Handlebars.compile(text, { noEscape: true });
  const migrations = inOrder(analyses).map(section);
  return template({ migrations, several: migrations.length > 1, count: migrations.length }, { helpers });
}

const helpers = {
  number: (index: number) => index + 1,
  /** Lines that belong to an item of a list. */
  indent: (text: string) => text.replace(/^/gm, '   '),
  /** A cell of a table ends at a bar. */
  cell: (text: string) => text.replace(/(?<!\\)\|/g, '\\|'),
};

/** Each history as its migrations run; what has no place in one stays where it is. */
function inOrder(analyses: readonly Analysis[]): readonly Analysis[] {
  const histories = [...new Set(analyses.map(({ history }) => history))];
  return histories.flatMap((history) => {
    const places = new Map(history.order.map(({ path }, at) => [path, at]));
    const placeOf = ({ migration }: Analysis) => places.get(migration.path) ?? places.size;
    return analyses.filter((each) => each.history === history).sort((a, b) => placeOf(a) - placeOf(b));
  });
}
