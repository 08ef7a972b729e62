import type { Planned } from '../../model/finding.ts';
import type { Environment, NewFile } from '../../model/frontend.ts';
import { filled, type Unfilled } from '../../model/template.ts';
import { parsePython } from '../../python/parse.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement, statementsText } from '../../python/statement.ts';
import type { Source } from '../../text.ts';
import { timestamp } from './created.ts';
import { fileName } from './file-name.ts';
import { identifierLines } from './identifiers.ts';
import { importBlock } from './import-lines.ts';
import { printCopied } from './print-copied.ts';
import { inBlocks, pass } from './print-planned.ts';
import { skeletonTree, takeImports } from './skeleton.ts';
import { call, type Style, styleOf, text, usualStyle } from './style.ts';

/** A whole revision file, in the style of `file.like` where there is one. */
export function printMigration(file: NewFile, environment: Environment, template: Source): Source | Unfilled {
  const { phase, id, parents, created, like, dependsOn = [] } = file;
  const skeleton = skeletonTree(file.skeleton);
  const tree = like ? parsePython(like.text) : skeleton;
  const { namingConvention } = environment;
  const style = tree ? styleOf(tree, namingConvention) : usualStyle(namingConvention);
  if (skeleton) takeImports(skeleton, style);
  const returns = style.annotated ? ' -> None' : '';
  const values = {
    title: docstring(phase.title),
    revision: docstring(id),
    revises: docstring(parents.join(', ')),
    depends_on: docstring(dependsOn.join(', ')),
    create_date: timestamp(created, environment.timezone),
    before: phase.before.map(docstring),
    identifiers: identifierLines(tree, file, style),
    upgrade: `def upgrade(${style.parameters})${returns}:`,
    upgrade_body: bodyText(phase.up, file, style),
    downgrade: `def downgrade(${style.parameters})${returns}:`,
    downgrade_body: bodyText(phase.down, file, style),
  };
  const written = filled(template, { ...values, imports: importBlock(tree, style) });
  if (typeof written !== 'string') return written;
  const folder = (environment.folders[0] ?? '.').replace(/[/\\]$/, '');
  const path = `${folder}/${fileName(environment, { id, title: phase.title, created })}`;
  return { path, text: style.eol === '\n' ? written : written.replace(/\r?\n/g, style.eol) };
}

function bodyText(planned: readonly Planned[], { engine }: NewFile, style: Style): string {
  const printed = planned.flatMap((each) => printCopied([each], style, engine) ?? [byHand(each, style)]);
  const statements: readonly Statement[] = printed.length > 0 ? inBlocks(printed, style) : [pass];
  return statementsText(statements, style.unit, style.unit);
}

/** What cannot be printed stops the migration when it runs, so that nothing is left out in silence. */
function byHand({ operation }: Planned, style: Style): { readonly statement: Statement; readonly autocommit: boolean } {
  const what = operation.kind === 'opaque' ? operation.why : `the model has no words for this ${operation.kind}`;
  const message = text(style, `Write this statement by hand: ${what}`);
  return { statement: code('raise ', ...call('NotImplementedError', [[message]])), autocommit: false };
}

/** One line inside the module's docstring; a quote at its end would close it too early. */
function docstring(line: string): string {
  return insideTriple(line.replace(/\s+/g, ' ').trim());
}
