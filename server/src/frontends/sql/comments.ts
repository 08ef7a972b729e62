import type { Target } from '../../model/frontend.ts';
import type { Comments } from '../../model/suppression.ts';
import { lineComments } from '../../sql/comments.ts';
import { splitSql } from '../../sql/split.ts';
import type { Source } from '../../text.ts';

/** The comments and statements of a file of SQL, as its splitter sees them. */
export function commentsOf({ text }: Source, { engine }: Target): Comments {
  const statements = splitSql(text, engine);
  // Some tools look for their own words in the first line.
  const first = /^\uFEFF?(?:--|#).*(?:\r\n?|\n|$)/.exec(text)?.[0];
  const top = first?.length ?? (text.startsWith('\uFEFF') ? 1 : 0);
  return { mark: '--', spans: lineComments(text, statements, engine), statements, top };
}
