import type { Finding } from '../model/finding.ts';
import type { ScriptSubject } from '../model/rule.ts';
import type { Project } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';

/** What all rules find in the program around the migrations, in the order of its text. */
export function judgeScript(subject: ScriptSubject, settings: Project['rules']) {
  const findings: Finding[] = [];
  const failures: { rule: string; error: unknown }[] = [];
  for (const { id, severity, offByDefault, checkScript } of rules) {
    const setting = settings[id];
    if (!checkScript || setting === 'off' || (setting === undefined && offByDefault)) continue;
    try {
      for (const { fixes = [], ...found } of checkScript(subject))
        findings.push({
          rule: id,
          ...found,
          severity: setting ?? found.severity ?? severity,
          direction: 'file',
          fixes,
        });
    } catch (error) {
      failures.push({ rule: id, error });
    }
  }
  findings.sort((a, b) => a.span.start - b.span.start);
  return { findings, failures };
}
