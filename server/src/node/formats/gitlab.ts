import type { Severity } from '../../model/finding.ts';
import { rangesIn, shownPath } from '../places.ts';
import type { Checked } from './checked.ts';
import { fingerprintsOf } from './fingerprints.ts';

/** A Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function gitlab({ analyses, root }: Checked): string {
  const fingerprints = fingerprintsOf(analyses, root);
  const issues = analyses.flatMap(({ source, findings }) =>
    findings.map((finding) => {
      const { start, end } = rangesIn(source)(finding.span);
      return {
        description: finding.message,
        check_name: finding.rule,
        fingerprint: fingerprints.get(finding),
        severity: severities[finding.severity],
        location: { path: shownPath(source.path, root), lines: { begin: start.line + 1, end: end.line + 1 } },
      };
    }),
  );
  return `${JSON.stringify(issues, null, 2)}\n`;
}

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };
