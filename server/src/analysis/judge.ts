import type { Finding, Fix, Severity } from '../model/finding.ts';
import type { AnalyzedStep, Found, Rule, Subject } from '../model/rule.ts';
import type { Transaction } from '../model/transaction.ts';
import type { Project } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import { bySize, lower } from './by-size.ts';
import { distinct } from './distinct.ts';
import { isFaithful } from './faithful.ts';
import { possible } from './possible.ts';
import { type Ignoring, suppress } from './suppress.ts';
import { type Ground, transactionsIn } from './transactions.ts';

/** What all rules find in both directions of one migration, in the order of the text. */
export function judge(
  common: Common,
  ground: Ground,
  settings: Project['rules'],
  up: readonly AnalyzedStep[],
  down: readonly AnalyzedStep[],
  /** The other direction, where a file of its own holds it. */
  elsewhere: readonly AnalyzedStep[],
  ignoring: readonly Ignoring[],
) {
  const findings: Finding[] = [];
  const failures: Failure[] = [];
  const [upward, downward] = [up.map(forItself), down.map(forItself)];
  const undoes = common.migration.undoes !== undefined;
  const subjects: readonly Subject[] = [
    subject(common, ground, 'up', upward, undoes ? downward : [...downward, ...elsewhere]),
    subject(common, ground, 'down', downward, undoes ? elsewhere : upward),
  ];
  const judged = new Set<string>();
  const run = (rule: Rule, about: readonly Subject[], into: Finding[]) => {
    if (!isHeard(rule, settings)) return;
    judged.add(rule.id);
    for (const each of about) {
      if (each.direction === 'down' && rule.inDowngrade === 'silent') continue;
      const failed = (error: unknown) => {
        failures.push({ rule: rule.id, error });
      };
      try {
        for (const found of rule.check(each))
          into.push(findingOf(rule, found, each, ground.project, () => fixesOf(found, each, failed)));
      } catch (error) {
        failed(error);
        judged.delete(rule.id);
      }
    }
  };
  for (const rule of rules) if (!rule.last) run(rule, subjects, findings);
  const known = rules.map(({ id }) => id);
  const { kept, suppressed, suppressions } = suppress(findings, ignoring, { judged, known });
  if (ignoring.length > 0)
    for (const rule of rules)
      if (rule.last)
        run(
          rule,
          subjects.map((each) => ({ ...each, suppressions })),
          kept,
        );
  return { findings: distinct(inOrder(kept)), suppressed, failures };
}

/** A rule that threw, or a fix of it. */
export interface Failure {
  readonly rule: string;
  readonly error: unknown;
}

/** With those of the fixes that nobody has asked for yet: asking makes them. */
export function everyFailure({ findings, failures }: Judged): readonly Failure[] {
  for (const each of findings) void each.fixes;
  return failures;
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly failures: readonly Failure[];
}

export function isHeard({ id, offByDefault }: Rule, settings: Project['rules']): boolean {
  return settings[id] !== 'off' && (settings[id] !== undefined || offByDefault !== true);
}

/** As they stand in the text, of several at one place the gravest first. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => a.span.start - b.span.start || ranks[a.severity] - ranks[b.severity]);
}

/** What both directions have in common. */
type Common = Omit<Subject, 'direction' | 'steps' | 'opposite' | 'transactions' | 'suppressions'>;

function subject(
  common: Common,
  ground: Ground,
  direction: Subject['direction'],
  steps: readonly AnalyzedStep[],
  opposite: readonly AnalyzedStep[],
): Subject {
  let known: readonly Transaction[] | undefined;
  const transactions = () => {
    known ??= transactionsIn(direction, steps, common.previous, ground);
    return known;
  };
  return { ...common, direction, steps, opposite, transactions, suppressions: [] };
}

/** As a rule judges it: of several actions that share one pass, taking one away spares nothing unless the others go too. */
function forItself(step: AnalyzedStep): AnalyzedStep {
  const { effects } = step;
  return effects.alone ? Object.assign({}, step, { effects: { ...effects, ...effects.alone } }) : step;
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

export function findingOf(
  rule: Rule,
  found: Found,
  subject: Subject,
  project: Project,
  makeFixes: () => readonly Fix[],
): Finding {
  const { direction, deployment } = subject;
  const { severity: own, message } = bySize(found, found.severity ?? rule.severity, project);
  const alone = deployment === 'maintenance-window' && rule.inMaintenanceWindow === 'lower' ? lower(own) : own;
  const lowered = direction === 'down' && rule.inDowngrade === 'lower' ? lower(alone) : alone;
  const setting = project.rules[rule.id];
  let fixes: readonly Fix[] | undefined;
  return {
    rule: rule.id,
    severity: setting === undefined || setting === 'off' ? lowered : setting,
    span: found.span,
    message,
    direction,
    ...(found.related && { related: found.related }),
    // Most findings of a keystroke are gone with the next one before anybody wants to mend them.
    get fixes() {
      fixes ??= makeFixes();
      return fixes;
    },
  };
}

function fixesOf({ fixes = [] }: Found, subject: Subject, failed: (error: unknown) => void): readonly Fix[] {
  try {
    return (typeof fixes === 'function' ? fixes() : fixes).flatMap((fix) => offered(fix, subject) ?? []);
  } catch (error) {
    failed(error);
    return [];
  }
}

/** One fix may be that of many findings. */
function offered(fix: Fix, subject: Subject): Fix | undefined {
  const known = offers.get(subject) ?? new Map<Fix, Fix | undefined>();
  offers.set(subject, known);
  if (!known.has(fix)) known.set(fix, isFaithful(fix, subject) ? possible(fix, subject) : undefined);
  return known.get(fix);
}

const offers = new WeakMap<Subject, Map<Fix, Fix | undefined>>();
