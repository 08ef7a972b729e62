import { type Clue, type EvidenceKind, type Line, linesOf, nameOf } from '../clue.ts';
import { cluesOfImage, defaulted } from './image.ts';
import { cluesOfUrls } from './url.ts';

/** What tests run in on GitHub, GitLab, CircleCI, Azure and others: the services beside them. */
export const ci: EvidenceKind = {
  reads: (path) =>
    /\.github\/workflows\/[^/]+\.ya?ml$|\.(circleci|woodpecker|buildkite)\/[^/]+\.ya?ml$/.test(path) ||
    /^(\.gitlab-ci.*|\.travis|azure-pipelines.*|bitbucket-pipelines|\.drone|\.cirrus|cloudbuild|\.woodpecker)\.ya?ml$/.test(
      nameOf(path),
    ),
  read(source) {
    const { path } = source;
    const lines = linesOf(source);
    return lines.flatMap((each): readonly Clue[] => {
      const clues = written(each.text, lines).flatMap((text) => cluesOfReferences(text, path, each));
      return clues.length > 0 ? clues : cluesOfUrls(each, 'tests', path);
    });
  },
};

function cluesOfReferences(text: string, path: string, at: Line): readonly Clue[] {
  const filled = defaulted(text);
  const inline = /^\s*services\s*:\s*\[(.*)\]\s*$/.exec(filled)?.[1]?.split(',');
  const reference = references.map((pattern) => pattern.exec(filled)?.[1]).find((found) => found !== undefined);
  const all = inline?.map((each) => each.trim()) ?? (reference === undefined ? [] : [reference]);
  return all.flatMap((each) => cluesOfImage(each, 'tests', path, at));
}

/** A line with each value of the matrix that it takes: `postgres:${{ matrix.postgres }}`. */
function written(text: string, lines: readonly Line[]): readonly string[] {
  const [whole, name] = /\$\{\{\s*matrix\.([\w-]+)\s*\}\}/.exec(text) ?? [];
  if (whole === undefined) return [text];
  const values = lines.flatMap((each) => {
    const [, key, list = ''] = /^\s*(?:-\s*)?["']?([\w-]+)["']?\s*:\s*\[?([^[\]{}]+)\]?\s*$/.exec(each.text) ?? [];
    return key === name ? list.split(',').map((value) => value.trim().replace(/^["']|["']$/g, '')) : [];
  });
  return values.length === 0 ? [text] : values.map((value) => text.replace(whole, value));
}

const references: readonly RegExp[] = [
  /^\s*(?:-\s*)?["']?image["']?\s*:\s*(\S+)/,
  // GitLab names services in a list, which a plain word of another list may look like: a tag tells them apart.
  /^\s*-\s*(?:name\s*:\s*)?["']?([\w./-]+:[\w.-]+)["']?\s*$/,
  /\bdocker\s+(?:run|pull)\b.*?\s((?:[\w.-]+\/)*(?:postgres|postgresql|postgis|mysql|mariadb|pgvector)(?::[\w.-]+)?)(?:\s|$)/,
];
