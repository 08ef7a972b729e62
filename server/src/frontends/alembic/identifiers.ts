import type { NewFile } from '../../model/frontend.ts';
import { child, type Node, type Tree, textOf } from '../../python/parse.ts';
import { type Style, text } from './style.ts';

/** One of the variables by which Alembic knows a revision, as a file declares it. */
interface Identifier {
  readonly name: string;
  readonly annotation?: string | undefined;
}

/** The lines `revision = …`, `down_revision = …` and so on, declared as the file to follow does. */
export function identifierLines(
  like: Tree | undefined,
  { id, parents, labels = [], dependsOn = [] }: Pick<NewFile, 'id' | 'parents' | 'labels' | 'dependsOn'>,
  style: Style,
): string {
  const values: Readonly<Record<string, string>> = {
    revision: text(style, id),
    down_revision: revises(parents, style),
    branch_labels: labels.length === 0 ? 'None' : tuple(labels, style),
    depends_on: revises(dependsOn, style),
  };
  const said = identifiersOf(like, style);
  const needed = [
    ...(labels.length > 0 ? ['branch_labels'] : []),
    ...(dependsOn.length > 0 ? ['depends_on'] : []),
  ].filter((name) => !said.some((each) => each.name === name));
  return [...said, ...needed.map((name): Identifier => ({ name }))]
    .map(({ name, annotation }) => {
      const value = values[name] ?? 'None';
      return `${name}${annotation === undefined ? '' : `: ${annotation}`} = ${value}`;
    })
    .join('\n');
}

function identifiersOf(like: Tree | undefined, style: Style): readonly Identifier[] {
  const found = like ? like.root.children.flatMap((statement) => identifier(like, statement, style)) : [];
  const complete = ['revision', 'down_revision'].every((name) => found.some((each) => each.name === name));
  return complete ? found : usual(style);
}

function identifier(tree: Tree, statement: Node, style: Style): readonly Identifier[] {
  const assignment = statement.children[0];
  if (statement.type !== 'expression_statement' || assignment?.type !== 'assignment') return [];
  const left = child(assignment, 'left');
  const name = left ? textOf(tree, left) : '';
  if (!names.has(name)) return [];
  const type = child(assignment, 'type');
  const annotation = type && textOf(tree, type).replace(/\s+/g, ' ');
  for (const word of annotation?.match(/[A-Za-z_]\w*/g) ?? []) style.names.borrows(word);
  return [{ name, annotation }];
}

/** As the template of Alembic 1.20 writes it. */
function usual(style: Style): readonly Identifier[] {
  for (const name of ['Sequence', 'Union']) style.names.take({ module: 'typing', name, local: name });
  return [...names].map((name) => ({
    name,
    annotation: name === 'revision' ? 'str' : 'Union[str, Sequence[str], None]',
  }));
}

function revises(parents: readonly string[], style: Style): string {
  const [first] = parents;
  if (first === undefined) return 'None';
  return parents.length === 1 ? text(style, first) : tuple(parents, style);
}

function tuple(values: readonly string[], style: Style): string {
  return `(${values.map((each) => text(style, each)).join(', ')}${values.length === 1 ? ',' : ''})`;
}

const names: ReadonlySet<string> = new Set(['revision', 'down_revision', 'branch_labels', 'depends_on']);
