import { type Clue, type EvidenceKind, linesOf, nameOf } from '../clue.ts';
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
    return linesOf(source).flatMap((each): readonly Clue[] => {
      const reference = references
        .map((pattern) => pattern.exec(defaulted(each.text))?.[1])
        .find((found) => found !== undefined);
      const clues = reference === undefined ? [] : cluesOfImage(reference, 'tests', path, each);
      return clues.length > 0 ? clues : cluesOfUrls(each, 'tests', path);
    });
  },
};

const references: readonly RegExp[] = [
  /^\s*(?:-\s*)?["']?image["']?\s*:\s*(\S+)/,
  // GitLab names services in a list, which a plain word of another list may look like: a tag tells them apart.
  /^\s*-\s*(?:name\s*:\s*)?["']?([\w./-]+:[\w.-]+)["']?\s*$/,
  /\bdocker\s+(?:run|pull)\b.*?\s((?:[\w.-]+\/)*(?:postgres|postgresql|postgis|mysql|mariadb|pgvector)(?::[\w.-]+)?)(?:\s|$)/,
];
