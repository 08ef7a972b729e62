import { checklistIn } from '../../model/checklist.ts';
import type { Migration, NamedId } from '../../model/migration.ts';
import { lookUp } from '../../python/evaluate.ts';
import { named } from '../../python/parse.ts';
import type { Run } from '../../python/run.ts';
import { decode, prefixOf } from '../../python/string-literals.ts';
import { itemsOf, type Text, type Value } from '../../python/values.ts';

type Known = 'id' | 'parents' | 'dependsOn' | 'labels' | 'title' | 'created' | 'checklist' | 'unread' | 'spans';

/** What the module's variables say of the revision, in all the forms that Alembic takes. */
export function readRevision(run: Run, path: string): Pick<Migration, Known> {
  const [id, parents] = [variable(run, 'revision'), variable(run, 'down_revision')];
  const dependsOn = variable(run, 'depends_on');
  const ofParents = texts(parents);
  const ofDependsOn = texts(dependsOn);
  const labels = texts(variable(run, 'branch_labels'));
  const { title, created, checklist } = headOf(docstringOf(run));
  const elsewhere = !(id && parents) && mayBeElsewhere(run);
  const unread = [
    ...((id ? isText(id) : !elsewhere) ? [] : (['id'] as const)),
    ...((parents ? isRead(parents, ofParents) : !elsewhere) ? [] : (['parents'] as const)),
  ];
  return {
    id: id ? (isText(id) ? id.text : undefined) : elsewhere ? undefined : legacyId(path),
    parents: ofParents.map((each) => each.text),
    dependsOn: ofDependsOn.map((each) => each.text),
    labels: labels.map((each) => each.text),
    title,
    ...(created !== undefined && { created }),
    ...(checklist.length > 0 && { checklist }),
    ...(unread.length > 0 && { unread }),
    spans: {
      id: id?.span,
      parents: parents?.span,
      ...(labels.length > 0 && { labels: labels.map(({ text, span }) => ({ label: text, span })) }),
      named: [...namedIn(ofParents, 'parent'), ...namedIn(ofDependsOn, 'dependency')],
    },
  };
}

function variable(run: Run, name: string): Value | undefined {
  const declared = run.module.names.has(name) || run.module.pending.has(name);
  return declared ? lookUp(run, run.module, name, { start: 0, end: 0 }) : undefined;
}

function texts(value: Value | undefined): readonly Text[] {
  if (value?.kind === 'text') return isText(value) ? [value] : [];
  return ((value && itemsOf(value)) ?? []).filter(isText);
}

/** A string that is known to its last sign. */
function isText(value: Value): value is Text {
  return value.kind === 'text' && !value.pieces.some((piece) => piece.hole);
}

function isRead(value: Value, read: readonly Text[]): boolean {
  if (value.kind === 'none' || isText(value)) return true;
  return itemsOf(value)?.length === read.length;
}

function namedIn(values: readonly Text[], as: NamedId['as']): readonly NamedId[] {
  return values.map(({ text, span }) => ({ id: text, as, span }));
}

/** Names that a star import brings, or an assignment of a form that is not followed. */
function mayBeElsewhere({ module, tree }: Run): boolean {
  return (
    module.stars.length > 0 ||
    /^[ \t]*[^#\n"'=]*,[ \t]*\(?(down_)?revision\b[^\n=]*=|^[ \t]*\(?(down_)?revision[ \t]*,/m.test(tree.text)
  );
}

/** Of a file that is called so Alembic takes the name. */
function legacyId(path: string): string | undefined {
  return /(?<![^/\\])([a-f0-9]+)\.py$/.exec(path)?.[1];
}

/** Its first line that says something, what stands behind `Create Date:`, and what is to be done before. */
function headOf(text: string) {
  return {
    title: text
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== ''),
    created: /^\s*Create Date:\s*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d\S*)/m.exec(text)?.[1],
    checklist: checklistIn(text),
  };
}

function docstringOf(run: Run): string {
  const first = named(run.tree.root)[0];
  const literal = first?.type === 'expression_statement' ? first.children[0] : undefined;
  const [open, content] = literal?.type === 'string' ? literal.children : [];
  if (!open || content?.type !== 'string_content') return '';
  const { raw } = prefixOf(run.tree.text.slice(open.start, open.end));
  return decode(run.tree.text, content, raw, false).text;
}
