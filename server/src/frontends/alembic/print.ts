import Handlebars from 'handlebars';
import type { Planned } from '../../model/finding.ts';
import type { Environment, NewFile } from '../../model/frontend.ts';
import { parsePython } from '../../python/parse.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement, statementsText } from '../../python/statement.ts';
import type { Source } from '../../text.ts';
import { fileName } from './file-name.ts';
import { identifierLines } from './identifiers.ts';
import { importBlock } from './import-lines.ts';
import { printCopied } from './print-copied.ts';
import { inBlocks, pass } from './print-planned.ts';
import { call, type Style, styleOf, text, usualStyle } from './style.ts';

/** A whole revision file, in the style of `file.like` where there is one. */
export function printMigration(file: NewFile, environment: Environment, template: string): Source {
  const { phase, id, parents, created, like } = file;
  const tree = like && parsePython(like.text);
  const style = tree ? styleOf(tree) : usualStyle();
  const returns = style.annotated ? ' -> None' : '';
  const values = {
    title: docstring(phase.title),
    revision: docstring(id),
    revises: docstring(parents.join(', ')),
    create_date: timestamp(created),
    before: phase.before.map(docstring),
    identifiers: identifierLines(tree, { id, parents }, style),
    upgrade: `def upgrade(${style.parameters})${returns}:`,
    upgrade_body: bodyText(phase.up, file, style),
    downgrade: `def downgrade(${style.parameters})${returns}:`,
    downgrade_body: bodyText(phase.down, file, style),
  };
  const written = Handlebars.compile(template, { noEscape: true })({ ...values, imports: importBlock(tree, style) });
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

/** Python's `str(datetime)`, in local time as Alembic writes it. */
function timestamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const milliseconds = date.getMilliseconds();
  return `${day} ${time}${milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}000`}`;
}
