import type { Migration } from '../../model/migration.ts';
import { lookUp } from '../../python/evaluate.ts';
import { named } from '../../python/parse.ts';
import type { Run } from '../../python/run.ts';
import { decode, prefixOf } from '../../python/string-literals.ts';
import { itemsOf, type Value } from '../../python/values.ts';

/** What the module's variables say of the revision, in all the forms that Alembic takes. */
export function readRevision(run: Run): Pick<Migration, 'id' | 'parents' | 'dependsOn' | 'labels' | 'title' | 'spans'> {
  const [id, parents] = [variable(run, 'revision'), variable(run, 'down_revision')];
  return {
    id: id?.kind === 'text' ? id.text : undefined,
    parents: texts(parents),
    dependsOn: texts(variable(run, 'depends_on')),
    labels: texts(variable(run, 'branch_labels')),
    title: titleOf(run),
    spans: { id: id?.span, parents: parents?.span },
  };
}

function variable(run: Run, name: string): Value | undefined {
  const declared = run.module.names.has(name) || run.module.pending.has(name);
  return declared ? lookUp(run, run.module, name, { start: 0, end: 0 }) : undefined;
}

function texts(value: Value | undefined): readonly string[] {
  if (value?.kind === 'text') return [value.text];
  return ((value && itemsOf(value)) ?? []).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
}

/** The first line of the module's docstring that has one. */
function titleOf(run: Run): string | undefined {
  const first = named(run.tree.root)[0];
  const literal = first?.type === 'expression_statement' ? first.children[0] : undefined;
  const [open, content] = literal?.type === 'string' ? literal.children : [];
  if (!open || content?.type !== 'string_content') return undefined;
  const { raw } = prefixOf(run.tree.text.slice(open.start, open.end));
  const lines = decode(run.tree.text, content, raw, false).text.split('\n');
  return lines.map((line) => line.trim()).find((line) => line !== '');
}
