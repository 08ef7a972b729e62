import { type EngineName, engineCalled } from '../../model/engine.ts';
import type { Basis } from '../../model/workspace.ts';
import type { Source } from '../../text.ts';
import { type Clue, type EvidenceKind, isForTests, linesOf, nameOf } from '../clue.ts';
import { cluesOfNames } from './terraform-names.ts';

/**
 * Terraform: what production runs. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
 */
export const terraform: EvidenceKind = {
  reads: (path) => /\.(tf|tfvars)$/.test(nameOf(path)),
  read(source) {
    const { path } = source;
    const basis: Basis = isForTests(path) || isRehearsal.test(nameOf(path)) ? 'development' : 'production';
    const blocks = blocksIn(source);
    const named = namedIn(blocks);
    const clues = blocks.flatMap((block) => cluesOf(block, named, { basis, path }));
    return clues.length > 0 ? clues : cluesOfNames(named, { basis, path });
  },
};

const isRehearsal = /(^|[-_.])(dev|development|staging|stage|sandbox|local)([-_.]|$)/i;

interface Said {
  readonly value: string;
  readonly line: number;
}

interface Block {
  /** `resource`; empty for what stands outside of all blocks. */
  readonly keyword: string;
  /** `aws_db_instance`, or the name of a variable. */
  readonly label: string;
  readonly attributes: ReadonlyMap<string, Said>;
  readonly line: number;
}

/** Blocks of the outermost level, with all attributes that are plain values, however deep they stand. */
function blocksIn(source: Source): readonly Block[] {
  let attributes = new Map<string, Said>();
  const blocks: Block[] = [{ keyword: '', label: '', attributes, line: 1 }];
  for (const { text, line } of linesOf(source)) {
    const opened = /^(resource|module|data|locals|variable)\b\s*(?:"([\w-]+)")?/.exec(text);
    if (opened) {
      attributes = new Map();
      blocks.push({ keyword: opened[1] ?? '', label: opened[2] ?? '', attributes, line });
    }
    const [, key, value] = /(?:^|^\s+|\{\s*)(\w+)\s*=\s*"?([\w.-]+)"?\s*\}?\s*$/.exec(text) ?? [];
    if (key !== undefined && value !== undefined && !attributes.has(key)) attributes.set(key, { value, line });
  }
  return blocks;
}

/** What the names of a file stand for: `var.version`, `local.version`; those outside of blocks are values for variables. */
function namedIn(blocks: readonly Block[]): ReadonlyMap<string, Said> {
  return new Map(
    blocks.flatMap(({ keyword, label, attributes }): readonly (readonly [string, Said])[] => {
      const said = attributes.get('default');
      if (keyword === 'variable') return said ? [[`var.${label}`, said]] : [];
      const scope = { '': 'var', locals: 'local' }[keyword];
      return scope === undefined ? [] : [...attributes].map(([key, each]) => [`${scope}.${key}`, each]);
    }),
  );
}

function cluesOf(
  { keyword, label, attributes, line }: Block,
  named: ReadonlyMap<string, Said>,
  place: Pick<Clue, 'basis' | 'path'>,
): readonly Clue[] {
  if (keyword === '' || keyword === 'variable' || keyword === 'locals') return [];
  const type = keyword === 'resource' ? label : '';
  const saidIn = (key: string) => {
    const written = attributes.get(key);
    return written && (named.get(written.value) ?? written);
  };
  const said = saidIn('engine');
  const google = saidIn('database_version');
  const [, googles, release] = /^(POSTGRES|MYSQL)_(\d+(?:_\d+)?)$/.exec(google?.value ?? '') ?? [];
  const engine = [said?.value, googles?.toLowerCase(), azure.exec(type)?.[1]]
    .map((each) => engineOf(each ?? ''))
    .find((each) => each !== undefined);
  if (engine === undefined) return [];
  const at = said?.line ?? google?.line ?? line;
  const clue: Clue = { fact: 'engine', value: engine, ...place, line: at };
  const version =
    release === undefined
      ? (saidIn('engine_version') ?? saidIn('version'))
      : { value: release.replace('_', '.'), line: at };
  if (!version || !/^\d/.test(version.value)) return [clue];
  return [clue, { ...clue, fact: 'engineVersion', value: version.value, engine, line: version.line }];
}

const azure = /^azurerm_(postgresql|mysql|mariadb)_(?:flexible_)?server$/;

function engineOf(word: string): EngineName | undefined {
  return engineCalled(word.replace(/^aurora-?/, '').replace(/^custom-/, ''));
}
