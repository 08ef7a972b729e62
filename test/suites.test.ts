import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { analyze } from '../server/src/analysis/analyze.ts';
import type { Source } from '../server/src/text.ts';
import { memoryWorkspace } from './marked.ts';

/** One case of a peer's own suite: what the peer says of a text under one of its rules. */
interface Case {
  readonly test: string;
  readonly rule: string;
  readonly sql: string;
  readonly label: 'ok' | 'violation';
  readonly settings: { readonly pg_version?: string; readonly assume_in_transaction?: boolean };
}

/** The peers' rules whose hazard is in our catalogue and built, and the rules of ours that speak of it. */
const hazards: Readonly<Record<string, readonly string[]>> = {
  'adding-field-with-default': ['default-rewrites-table', 'generated-column-rewrites'],
  'adding-foreign-key-constraint': ['foreign-key-blocks'],
  'adding-not-null-field': ['not-null-scan'],
  'adding-primary-key-constraint': ['primary-key-blocks', 'identity-column-rewrites'],
  'adding-required-field': ['not-null-without-default'],
  'ban-alter-domain-with-add-constraint': ['check-blocks'],
  'ban-concurrent-index-creation-in-transaction': ['concurrently-in-transaction'],
  'ban-drop-column': ['drop-column-loses-data'],
  'ban-drop-database': ['drop-table-loses-data'],
  'ban-drop-table': ['drop-table-loses-data'],
  'ban-truncate-cascade': ['drop-cascades'],
  'ban-uncommitted-transaction': ['transaction-statement'],
  'changing-column-type': ['type-change-rewrites', 'type-change-loses-data'],
  'constraint-missing-not-valid': ['check-blocks', 'foreign-key-blocks', 'validated-too-soon'],
  'disallow-unique-constraint': ['unique-blocks-writes'],
  'identifier-too-long': ['identifier-too-long'],
  'prefer-identity': ['type-advice'],
  'prefer-repack': ['table-rewrite-command'],
  'prefer-robust-stmts': ['not-rerunnable'],
  'prefer-timestamptz': ['type-advice'],
  'renaming-column': ['rename-column-breaks-code'],
  'renaming-table': ['rename-table-breaks-code'],
  'require-concurrent-index-creation': ['index-blocks-writes'],
  'require-concurrent-index-deletion': ['index-drop-waits'],
  'require-concurrent-partition-detach': ['detach-partition-blocks'],
  'require-concurrent-reindex': ['reindex-blocks'],
  'transaction-nesting': ['transaction-statement'],
  E1: ['check-blocks'],
  E2: ['not-null-scan'],
  E3: ['type-advice'],
  E5: ['type-change-rewrites'],
  E6: ['index-blocks-writes'],
  E7: ['unique-blocks-writes'],
  E8: ['exclusion-blocks'],
  E9: ['lock-timeout-missing'],
  E11: ['identity-column-rewrites'],
  W12: ['several-alters'],
  W14: ['primary-key-blocks'],
};

/** Where we differ, and the fact that says why. */
const disagreements: Readonly<Record<string, string>> = {
  'identifier-too-long drop_table_long_name_err': 'a name that is cut the same way at each use finds what it made',
  'prefer-robust-stmts create_temp_table_without_on_commit_drop_err':
    'a temporary table goes with the session that failed',
  'prefer-robust-stmts double_add_after_drop_err': 'ADD CONSTRAINT has no IF NOT EXISTS that could be asked for',
  'prefer-robust-stmts alter_column_set_not_null': 'SET NOT NULL succeeds a second time',
  'prefer-robust-stmts enable_row_level_security_err': 'ENABLE ROW LEVEL SECURITY succeeds a second time',
  'prefer-robust-stmts disable_row_level_security_err': 'so does DISABLE',
  'prefer-robust-stmts enable_row_level_security_without_exists_check_err':
    'ENABLE ROW LEVEL SECURITY succeeds a second time',
  'adding-field-with-default docs_example_error_on_pg_11':
    'PostgreSQL 11 keeps a constant default in the catalogue: 0.2 ms on 10 thousand and on 500 thousand rows; 10 rewrites',
  'adding-foreign-key-constraint add_column_references_lock':
    'a new nullable column without a default: no row is looked up, 0.7 ms on 10 thousand and 0.6 ms on 500 thousand rows',
  'prefer-repack cluster_below_pg19_ok':
    'CLUSTER copies the table under ACCESS EXCLUSIVE on every version; the peer is silent where it has no REPACK to offer',
  'prefer-repack vacuum_full_below_pg19_ok': 'so does VACUUM FULL: 10 ms on 10 thousand, 700 ms on 500 thousand rows',
};

/** Cases that are not what they are labelled for. */
const unusable: Readonly<Record<string, string>> = {
  'identifier-too-long quoted_identifier_with_escaped_quotes_message_unescapes_quotes':
    'the text is a template, into which the test puts the name',
  'ban-uncommitted-transaction fix_adds_commit_with_cr_line_endings':
    'the text is the literal of a result, quotes and all, with the COMMIT that the fix has added',
  'ban-uncommitted-transaction nested_begin_only_last_uncommitted_err':
    'silent under this rule because its neighbour transaction-nesting, which is the same rule here, speaks',
};

const folder = resolve(import.meta.dirname, '../../shared/suites');

for (const suite of ['squawk', 'eugene']) {
  const path = join(folder, `${suite}.jsonl`);
  test.skipIf(!existsSync(path))(
    `we agree with ${suite}'s own cases, or know why not (skipped where they are absent)`,
    async () => {
      const cases = readFileSync(path, 'utf8').trim().split('\n').map(parseCase);
      const known = cases.filter((each) => hazards[each.rule] && !unusable[`${each.rule} ${each.test}`]);
      const differing: string[] = [];
      for (const each of known) {
        const expected = each.label === 'violation';
        if ((await isFound(each)) !== expected) differing.push(`${each.rule} ${each.test}`);
      }
      expect(differing.sort()).toEqual(
        Object.keys(disagreements)
          .filter((key) => known.some((each) => key === `${each.rule} ${each.test}`))
          .sort(),
      );
      expect(differing.length / known.length).toBeLessThanOrEqual(0.06);
    },
  );
}

function parseCase(line: string): Case {
  const read: Case = JSON.parse(line);
  return read;
}

/** Whether the hazard is found in the text, or in any of the numbered files that it is made of. */
async function isFound({ rule, sql, settings }: Case): Promise<boolean> {
  const parts = sql.split(/^-- \d+\.sql\n/m);
  const texts = parts.length > 1 ? parts.slice(1) : parts;
  for (const [index, text] of texts.entries()) {
    const number = String(index + 1).padStart(4, '0');
    const source: Source = {
      path: assumesTransaction(settings, sql) ? `/app/db/V${number}__x.sql` : `/app/migrations/${number}.sql`,
      text,
    };
    const workspace = memoryWorkspace(source, {
      tool: 'sql',
      history: texts.slice(0, index),
      version: versionOf(settings),
      rules: { 'not-rerunnable': 'warning', 'lock-timeout-missing': 'info' },
    });
    const findings = (await analyze(source, workspace))?.findings ?? [];
    if (findings.some((each) => hazards[rule]?.includes(each.rule))) return true;
  }
  return false;
}

/** A tool that runs each file in one transaction, unless a comment of the peer's own takes that back. */
function assumesTransaction(settings: Case['settings'], sql: string): boolean {
  return settings.assume_in_transaction === true && !sql.includes('squawk-disable-assume-in-transaction');
}

/** The peer's suite knows a version that has no facts yet. */
function versionOf({ pg_version: version }: Case['settings']): string {
  return version === undefined ? '15' : Number(version) > 18 ? '18' : version;
}
