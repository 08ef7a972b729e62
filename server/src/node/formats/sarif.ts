import { pathToFileURL } from 'node:url';
import type { Artifact, ArtifactLocation, Location, Log, Notification, PhysicalLocation, Result } from 'sarif';
import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import type { Source, Span } from '../../text.ts';
import { shownPath } from '../places.ts';
import type { Checked } from './checked.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { regionOf } from './region.ts';
import { sarifFixes } from './sarif-fixes.ts';
import { levels, sarifRules } from './sarif-rules.ts';

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export async function sarif(checked: Checked): Promise<string> {
  const { analyses, version, root } = checked;
  const fingerprints = fingerprintsOf(analyses, root);
  const rules = sarifRules(checked);
  const results: Result[] = [];
  for (const analysis of analyses) {
    for (const finding of analysis.findings) {
      const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
      const fingerprint = fingerprints.get(finding) ?? '';
      results.push({ ruleIndex, ...(await resultOf(finding, fingerprint, analysis, checked)) });
    }
  }
  const notifications = notificationsOf(checked);
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Migration Writer', version, semanticVersion: version, informationUri: home, rules } },
        invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: { [rootId]: { uri: pathToFileURL(`${root}/`).href } },
        artifacts: analyses.map((each) => artifactOf(each, root)),
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const home = 'https://github.com/migration-writer/migration-writer';
const rootId = '%SRCROOT%';

async function resultOf(
  finding: Finding,
  fingerprint: string,
  analysis: Analysis,
  checked: Checked,
): Promise<Omit<Result, 'ruleIndex'>> {
  const fixes = await sarifFixes(finding, analysis, checked, (path) => artifactLocation(path, checked.root));
  const related = (finding.related ?? []).map((each, id) => relatedLocation(id, each, checked));
  const written = new Set(fixes.map(({ description }) => description?.text));
  const others = finding.fixes.map(({ title }) => `${title}.`).filter((each) => !written.has(each));
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: `${finding.message}.` },
    locations: [{ physicalLocation: placeOf(analysis.source.path, finding.span, analysis.source, checked.root) }],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: { 'finding/v1': fingerprint },
    ...(fixes.length > 0 && { fixes }),
    properties: {
      direction: finding.direction,
      // What is no fix of SARIF: it makes new files.
      ...(others.length > 0 && { otherFixes: others }),
    },
  };
}

function relatedLocation(id: number, { path, span, message }: Related, { sourceOf, root }: Checked): Location {
  return { id, physicalLocation: placeOf(path, span, sourceOf(path), root), message: { text: `${message}.` } };
}

type Related = NonNullable<Finding['related']>[number];

function placeOf(path: string, span: Span, source: Source | undefined, root: string): PhysicalLocation {
  const location = artifactLocation(path, root);
  const snippet = { text: source?.text.slice(span.start, span.end) ?? '' };
  return { artifactLocation: location, ...(source && { region: { ...regionOf(source, span), snippet } }) };
}

function artifactLocation(path: string, root: string): ArtifactLocation {
  const shown = shownPath(path, root);
  if (shown === path) return { uri: pathToFileURL(path).href };
  return { uri: shown.split('/').map(encodeURIComponent).join('/'), uriBaseId: rootId };
}

function artifactOf({ source, migration }: Analysis, root: string): Artifact {
  const sourceLanguage = migration.tool === 'sql' ? 'sql' : 'python';
  return { location: artifactLocation(source.path, root), roles: ['analysisTarget'], sourceLanguage };
}

/** What kept the run from being whole. */
function notificationsOf({ analyses, unreadable, root }: Checked): Notification[] {
  const lost = unreadable.map(({ path, reason }) => ({ path, text: `${shownPath(path, root)} ${reason}.` }));
  const failed = analyses.flatMap(({ source, failures }) =>
    failures.map(({ rule }) => ({ path: source.path, text: `Rule ${rule} failed; the others went on.` })),
  );
  return [...lost, ...failed].map(({ path, text }) => ({
    level: 'error',
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path, root) } }],
  }));
}
