import type { Analysis } from '../../analysis/analyze.ts';
import { isDisputed, valueTitle } from '../../analysis/project-words.ts';
import type { Evidence } from '../../model/workspace.ts';
import { summaryOf } from '../commands/json.ts';
import { shownPath } from '../places.ts';
import { type Paint, visible } from '../terminal.ts';

/** What was read, and how much was found in it. */
export function summaryText(analyses: readonly Analysis[], paint: Paint): string {
  return `${readText(analyses)}: ${foundText(analyses, paint)}`;
}

export function readText(analyses: readonly Analysis[]): string {
  const { files, operations, opaque } = summaryOf(analyses);
  return `${amount(files, 'file')}, ${amount(operations, 'operation')}${opaque > 0 ? ` (${opaque} not analysed)` : ''}`;
}

export function foundText(analyses: readonly Analysis[], paint: Paint): string {
  const { error, warning, info, suppressed } = summaryOf(analyses);
  const found = [
    error > 0 ? paint('error', amount(error, 'error')) : '',
    warning > 0 ? paint('warning', amount(warning, 'warning')) : '',
    info > 0 ? paint('info', `${info} info`) : '',
  ].filter((each) => each !== '');
  return `${found.join(', ') || 'nothing found'}${suppressed > 0 ? ` (${suppressed} suppressed)` : ''}`;
}

/** For what the findings hold, one line a project: who says so, who denies it, and what nobody has said in so many words. */
export function basisTexts(analyses: readonly Analysis[], root: string): readonly string[] {
  const texts = analyses.map(({ engine, project }) => {
    const assumed = project.evidence.filter((each) => each.assumed && each.fact !== 'tool').map((each) => each.fact);
    const basis = `Judged for ${engine.title} ${project.engineVersion} and ${project.deployment} deploys`;
    const spoken = project.evidence.find((each) => each.fact === 'engine')?.said;
    const from = spoken === undefined ? [] : [`engine: the migrations say ${visible(spoken)}`];
    const reasons = [
      ...from,
      ...placeTexts(project.evidence, root),
      ...(assumed.length > 0 ? [`assumed: ${assumed.join(', ')}`] : []),
    ];
    return reasons.length > 0 ? `${basis} (${reasons.join('; ')})` : basis;
  });
  return [...new Set(texts)];
}

/** The files of the project that tell what it is, each with its facts, and those that deny it. */
function placeTexts(evidence: readonly Evidence[], root: string): readonly string[] {
  const basic = evidence.filter(({ fact }) => fact === 'engine' || fact === 'engineVersion' || fact === 'deployment');
  const byPlace = new Map<string, readonly string[]>();
  for (const { fact, basis, path, line } of basic) {
    const place = basis === undefined || path === undefined ? undefined : placed(path, line, root);
    if (place !== undefined) byPlace.set(place, [...(byPlace.get(place) ?? []), fact]);
  }
  const denials = basic.filter(isDisputed).flatMap(({ fact, contradictions = [] }) => {
    const [strongest] = contradictions;
    if (!strongest) return [];
    const { value, path, line } = strongest;
    return [`but ${placed(path, line, root)} says ${visible(valueTitle({ fact, value }))}`];
  });
  return [...[...byPlace].map(([place, facts]) => `${facts.join(', ')}: ${place}`), ...denials];
}

function placed(path: string, line: number | undefined, root: string): string {
  const name = visible(shownPath(path, root));
  return line === undefined ? name : `${name}:${line}`;
}

export function amount(count: number, of: string): string {
  return `${count} ${of}${count === 1 ? '' : 's'}`;
}
