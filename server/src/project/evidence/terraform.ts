import { type EngineName, engineCalled } from '../../model/engine.ts';
import type { Source } from '../../text.ts';
import { type Clue, type EvidenceKind, linesOf, nameOf } from '../clue.ts';

/**
 * Terraform: what production runs. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/sql_database_instance
 */
export const terraform: EvidenceKind = {
  reads: (path) => /\.tf$/.test(nameOf(path)),
  read: (source) => blocksIn(source).flatMap((block) => cluesOf(block, source.path)),
};

interface Block {
  /** `aws_db_instance`; empty where it is no resource. */
  readonly type: string;
  readonly attributes: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  readonly line: number;
}

/** Blocks of the outermost level, with all attributes that are plain values, however deep they stand. */
function blocksIn(source: Source): readonly Block[] {
  const blocks: Block[] = [];
  let attributes = new Map<string, { readonly value: string; readonly line: number }>();
  for (const { text, line } of linesOf(source)) {
    const opened = /^(resource|module|data|locals|variable)\b\s*(?:"([\w-]+)")?/.exec(text);
    if (opened) {
      attributes = new Map();
      blocks.push({ type: opened[1] === 'resource' ? (opened[2] ?? '') : '', attributes, line });
    }
    const [, key, value] = /^\s+(\w+)\s*=\s*"?([\w.-]+)"?\s*$/.exec(text) ?? [];
    if (key !== undefined && value !== undefined && !attributes.has(key)) attributes.set(key, { value, line });
  }
  return blocks;
}

function cluesOf({ type, attributes, line }: Block, path: string): readonly Clue[] {
  const said = attributes.get('engine');
  const google = attributes.get('database_version');
  const named = /^(POSTGRES|MYSQL)_(\d+(?:_\d+)?)$/.exec(google?.value ?? '');
  const engine =
    engineOf(said?.value ?? '') ?? engineOf(named?.[1]?.toLowerCase() ?? '') ?? engineOf(azure.exec(type)?.[1] ?? '');
  if (engine === undefined) return [];
  const at = said?.line ?? google?.line ?? line;
  const clue: Clue = { fact: 'engine', value: engine, basis: 'production', path, line: at };
  const version = named
    ? { value: (named[2] ?? '').replace('_', '.'), line: at }
    : (attributes.get('engine_version') ?? (azure.test(type) ? attributes.get('version') : attributes.get('version')));
  if (!version || !/^\d/.test(version.value)) return [clue];
  return [clue, { ...clue, fact: 'engineVersion', value: version.value, engine, line: version.line }];
}

const azure = /^azurerm_(postgresql|mysql|mariadb)_(?:flexible_)?server$/;

function engineOf(word: string): EngineName | undefined {
  return engineCalled(word.replace(/^aurora-?/, '').replace(/^custom-/, ''));
}
