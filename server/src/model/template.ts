import Handlebars from 'handlebars';
import type { Source } from '../text.ts';

/** Why a text could not be made, as a sentence for the user. */
export interface Unfilled {
  readonly problem: string;
}

/**
 * The text of a Handlebars template. A variable that there is none of is a mistake, said with its file and line: every one that there is
 * must be among the values, if only as undefined.
 */
export function filled(template: Source, values: Readonly<Record<string, unknown>>): string | Unfilled {
  try {
    return Handlebars.compile(template.text, { noEscape: true, strict: true })(values);
  } catch (error) {
    return { problem: `The template ${template.path}${reasonOf(error)}` };
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, parsed] = /error on line (\d+)/i.exec(message) ?? [];
  const [, text, line] = /^(.*?)(?: - (\d+):\d+)?$/.exec(message.split('\n')[0] ?? '') ?? [];
  const [, unknown] = /^"(.*)" not defined in/.exec(text ?? '') ?? [];
  const place = parsed ?? line;
  const at = place === undefined ? ': ' : `, line ${place}: `;
  if (unknown !== undefined) return `${at}there is no variable "${unknown}" here`;
  return `${at}${parsed === undefined ? text : (message.split('\n').at(-1) ?? '')}`;
}
