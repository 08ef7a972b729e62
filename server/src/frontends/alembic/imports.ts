import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';

/** One name that an import statement of a module binds. */
export interface Import {
  /** 'sqlalchemy.dialects' of `from sqlalchemy.dialects import postgresql`. */
  readonly module: string;
  /** Absent for `import module`. */
  readonly name?: string | undefined;
  /** What the file calls it. */
  readonly local: string;
  /** The whole statement. */
  readonly statement: Node;
}

/** The imports at the top level of a module. */
export function importsOf(tree: Tree): readonly Import[] {
  return tree.root.children.flatMap((statement) => importsIn(tree, statement));
}

/** What a statement imports; nothing where it is another one. */
export function importsIn(tree: Tree, statement: Node): readonly Import[] {
  if (statement.type === 'import_statement') return plain(tree, statement);
  if (statement.type === 'import_from_statement' || statement.type === 'future_import_statement') {
    return from(tree, statement);
  }
  return [];
}

function plain(tree: Tree, statement: Node): readonly Import[] {
  return named(statement).map((each) => {
    const module = textOf(tree, child(each, 'name') ?? each);
    const alias = child(each, 'alias');
    return { module, local: alias ? textOf(tree, alias) : module, statement };
  });
}

function from(tree: Tree, statement: Node): readonly Import[] {
  const source = child(statement, 'module_name');
  const module = source ? textOf(tree, source) : '__future__';
  if (statement.children.some((each) => each.type === 'wildcard_import')) {
    return [{ module, name: '*', local: '*', statement }];
  }
  return statement.children
    .filter((each) => each.field === 'name')
    .map((each) => {
      const name = textOf(tree, child(each, 'name') ?? each);
      const alias = child(each, 'alias');
      return { module, name, local: alias ? textOf(tree, alias) : name, statement };
    });
}
