import type { Finding } from '../model/finding.ts';
import type { Rule, ScriptSubject } from '../model/rule.ts';
import type { Project } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Failure } from './judge.ts';
import { type Ignoring, suppress } from './suppress.ts';

/** What all rules find in the program around the migrations, in the order of its text. */
export function judgeScript(
  subject: Omit<ScriptSubject, 'suppressions'>,
  settings: Project['rules'],
  ignoring: readonly Ignoring[],
) {
  const failures: Failure[] = [];
  const judged = new Set<string>();
  const run = ({ id, severity, offByDefault, checkScript }: Rule, about: ScriptSubject, into: Finding[]) => {
    const setting = settings[id];
    if (!checkScript || setting === 'off' || (setting === undefined && offByDefault)) return;
    judged.add(id);
    try {
      for (const { fixes = [], ...found } of checkScript(about)) {
        const own = setting ?? found.severity ?? severity;
        const made = typeof fixes === 'function' ? fixes() : fixes;
        into.push({ rule: id, ...found, severity: own, direction: 'file', fixes: made });
      }
    } catch (error) {
      failures.push({ rule: id, error });
      judged.delete(id);
    }
  };
  const findings: Finding[] = [];
  for (const rule of rules) if (!rule.last) run(rule, { ...subject, suppressions: [] }, findings);
  // A rule that says nothing of scripts finds nothing there to suppress.
  for (const { id, checkScript } of rules) if (!checkScript && settings[id] !== 'off') judged.add(id);
  const known = rules.map(({ id }) => id);
  const { kept, suppressed, suppressions } = suppress(findings, ignoring, { judged, known });
  if (ignoring.length > 0) for (const rule of rules) if (rule.last) run(rule, { ...subject, suppressions }, kept);
  kept.sort((a, b) => a.span.start - b.span.start);
  return { findings: kept, suppressed, failures };
}
