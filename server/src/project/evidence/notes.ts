import { engineCalled } from '../../model/engine.ts';
import type { Basis } from '../../model/workspace.ts';
import type { Source } from '../../text.ts';
import { type Clue, type EvidenceKind, nameOf } from '../clue.ts';

/** What the team has written down for those who work on the project, in sentences. */
export const notes: EvidenceKind = {
  reads: (path) =>
    /^(CLAUDE|AGENTS|GEMINI)(\.local)?\.md$/i.test(nameOf(path)) ||
    /(^|\/)\.claude\/memory\.md$|(^|\/)\.github\/copilot-instructions\.md$/i.test(path),
  read: (source) => clausesIn(source).flatMap((clause) => cluesOf(clause, source.path)),
};

interface Clause {
  readonly text: string;
  readonly line: number;
}

/** Sentences end where a point does not stand in a number; what is fenced as code is no sentence. */
function clausesIn({ text }: Source): readonly Clause[] {
  let fenced = false;
  return text.split(/\r\n|\r|\n/).flatMap((whole, order) => {
    const isFence = /^\s*(```|~~~)/.test(whole);
    if (isFence) fenced = !fenced;
    if (isFence || fenced) return [];
    const bare = whole
      .slice(0, longestLine)
      .replace(/<!--.*?-->/g, ' ')
      .replace(/[*_`]+/g, '')
      .replace(noDowntime, 'zero-downtime')
      .replace(versionInBrackets, ' $1');
    return bare
      .split(/(?<=[^\d\s])[.;!?](?=\s|$)|(?<=\d)[.;](?=\s|$)/)
      .filter((sentence) => !isConditional.test(sentence))
      .flatMap((sentence) =>
        sentence
          .split(
            /,|\s[–—-]\s|\bbut\b|\bwhile\b|\(|\)|(?=\b(?:instead of|rather than|unlike|migrated from|moved from|away from)\b)/i,
          )
          .map((clause) => ({ text: clause, line: order + 1 })),
      );
  });
}

/** A paragraph may be one line. */
const longestLine = 5000;

function cluesOf({ text, line }: Clause, path: string): readonly Clue[] {
  if (denies.test(text)) return [];
  const basis: Basis = forTests.test(text) ? 'tests' : 'notes';
  const place = { basis, path, line };
  const engines = [...text.matchAll(engineWords)].flatMap(([, word = '', version]): readonly Clue[] => {
    const engine = engineCalled(word);
    if (engine === undefined) return [];
    const clue: Clue = { fact: 'engine', value: engine, ...place };
    return version === undefined ? [clue] : [clue, { ...place, fact: 'engineVersion', value: version, engine }];
  });
  const tools = toolWords.flatMap(([pattern, fact, value]): readonly Clue[] =>
    pattern.test(text) ? [{ fact, value, ...place }] : [],
  );
  const deployment = deployments.find(([pattern]) => pattern.test(text))?.[1];
  const deploys: readonly Clue[] =
    deployment === undefined ? [] : [{ fact: 'deployment', value: deployment, ...place }];
  return [...engines, ...tools, ...deploys];
}

/** `PostgreSQL (version 15)` */
const versionInBrackets = /\s*\((?:version\s+|v\.?\s*)?(\d{1,2}(?:\.\d+)*)\+?\)/gi;

/** What may be so at times is not how things are. */
const isConditional = /^\W*(if|when|whenever|unless|should|in case)\b/i;

/** It denies the downtime, and not what is said. */
const noDowntime = /\b(?:no|without|with no|zero|without any)[- ]down[- ]?time\b/gi;

/** What the clause says is not so, or no longer, or not yet, or only asked. */
const denies =
  /\b(not?|never|without|neither|nor|none|cannot|no longer|instead of|rather than|unlike|former|formerly|previously|used to|legacy|deprecated|avoid|avoids|drop support|migrated from|moved from|away from|if|whether|planned|someday|eventually|optional|optionally)\b|n't\b/i;

const forTests = /\b(tests?|testing|CI|unit tests?|pytest)\b/i;

const engineWords =
  /(?<![\w/.-])(PostgreSQL|Postgres|MySQL|MariaDB|SQLite)(?:\s*(?:\(|version\s+|v|>=\s*|:)?\s*(\d{1,2}(?:\.\d+)*)(?![\d%]|\s*(?:tables?|rows|columns|databases?|connections|instances?|replicas?)\b))?(?![\w/-])/gi;

const toolWords: readonly (readonly [pattern: RegExp, fact: 'tool' | 'orm', value: string])[] = [
  [/\b(alembic|flask-migrate)\b/i, 'tool', 'alembic'],
  [/\bdjango migrations?\b|\bmanage\.py migrate\b/i, 'tool', 'django'],
  [/\b(flyway|dbmate|golang-migrate|goose)\b/i, 'tool', 'sql'],
  [/\bsqlalchemy\b/i, 'orm', 'SQLAlchemy'],
  [/\bdjango orm\b/i, 'orm', 'Django'],
  [/\bsqlmodel\b/i, 'orm', 'SQLModel'],
];

const deployments: readonly (readonly [pattern: RegExp, value: 'zero-downtime' | 'maintenance-window'])[] = [
  [/\bzero-downtime\b/i, 'zero-downtime'],
  [/\b(rolling|blue[-/ ]green|canary)[- ](deploy(ment|s|ments)?|updates?|releases?|restarts?)\b/i, 'zero-downtime'],
  [/\bdeploy(s|ed|ments?)?\b.*\bcontinuously\b/i, 'zero-downtime'],
  [
    /\b(maintenance|down[- ]?time) windows?\b|\b(planned|scheduled) (down[- ]?time|maintenance)\b/i,
    'maintenance-window',
  ],
  [/\bdown[- ]?time (is|are) (acceptable|accepted|allowed|fine|ok|okay|tolerated)\b/i, 'maintenance-window'],
];
