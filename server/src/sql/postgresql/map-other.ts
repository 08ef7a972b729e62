import type {
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  CommentStmt,
  CreateFunctionStmt,
  DefineStmt,
  GrantStmt,
  LockStmt,
  Node,
  VacuumStmt,
} from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { Callable } from '../../model/objects.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { find, headThrough, type Reading, spanOf } from '../reading.ts';
import { isOn, listName, objectParts, onlyIn, relationName, relationsIn, strings } from './ast.ts';
import { actionHead, afterRelation } from './map-alter.ts';
import { mapObject } from './map-object.ts';
import { lockModes, objects, plainStatements } from './other-statements.ts';

/** Statements that need no shape of their own; undefined for a statement that nobody has named yet. */
export function mapOther(node: Node, reading: Reading): Mapped | undefined {
  const object = mapObject(node, reading);
  if (object) return object;
  if ('AlterObjectDependsStmt' in node) {
    const { objectType, relation } = node.AlterObjectDependsStmt;
    const word = objects.get(objectType ?? '') ?? 'FUNCTION';
    return other(`ALTER ${word} DEPENDS ON EXTENSION`, relation ? [relationName(relation)] : [], headOf(reading, word));
  }
  if ('AlterObjectSchemaStmt' in node) return setSchema(node.AlterObjectSchemaStmt, reading);
  if ('AlterOwnerStmt' in node) return ownerTo(node.AlterOwnerStmt, reading);
  if ('CommentStmt' in node) return comment(node.CommentStmt, reading);
  if ('CreateFunctionStmt' in node) {
    const word = node.CreateFunctionStmt.is_procedure ? 'PROCEDURE' : 'FUNCTION';
    return other(`CREATE ${word}`, [], headOf(reading, word), {
      makes: callable(node.CreateFunctionStmt),
      ...(node.CreateFunctionStmt.replace && { replaces: true }),
    });
  }
  if ('DefineStmt' in node) return define(node.DefineStmt, reading);
  if ('DiscardStmt' in node) {
    const all = node.DiscardStmt.target === 'DISCARD_ALL' ? ' ALL' : '';
    return other(`DISCARD${all}`, [], spanOf(reading, 0, 1));
  }
  if ('GrantStmt' in node) return grant(node.GrantStmt, reading);
  if ('GrantRoleStmt' in node)
    return other(node.GrantRoleStmt.is_grant ? 'GRANT' : 'REVOKE', [], spanOf(reading, 0, 1));
  if ('LockStmt' in node) return lock(node.LockStmt, reading);
  if ('VacuumStmt' in node) return vacuum(node.VacuumStmt, reading);
  return plain(node, reading);
}

/** A body in SQL that is a query may be taken into the query that calls it. */
function callable({ funcname, options = [], sql_body }: CreateFunctionStmt): Callable {
  const said = options.flatMap((each) => ('DefElem' in each ? [each.DefElem] : []));
  const wordOf = (name: string) =>
    said
      .flatMap(({ defname, arg }) => (defname === name && arg && 'String' in arg ? [arg.String.sval ?? ''] : []))
      .at(-1);
  const volatility = wordOf('volatility');
  return {
    name: listName(strings(funcname)),
    volatility: volatility === 'immutable' || volatility === 'stable' ? volatility : 'volatile',
    inlined: sql_body !== undefined || (wordOf('language') ?? 'sql').toLowerCase() === 'sql',
  };
}

/** Ends with the last word of the command: `COMMENT ON COLUMN`. */
function headOf(reading: Reading, command: string): Span {
  return headThrough(reading, command.split(' ').at(-1)?.toLowerCase() ?? '');
}

function plain(node: Node, reading: Reading): Mapped | undefined {
  const [tag] = Object.keys(node);
  const statement = plainStatements.get(tag ?? '');
  if (statement === undefined) return undefined;
  return other(statement, existing(node), headOf(reading, statement), made(node));
}

/** What is made by it, that is no relation. */
function made(node: Node): { readonly objects?: readonly Name[] } {
  if ('CreateStatsStmt' in node) return { objects: [listName(strings(node.CreateStatsStmt.defnames))] };
  if ('CreateExtensionStmt' in node) return { objects: [{ name: node.CreateExtensionStmt.extname ?? '' }] };
  const { schemaname } = 'CreateSchemaStmt' in node ? node.CreateSchemaStmt : {};
  return schemaname === undefined ? {} : { objects: [{ name: schemaname }] };
}

/** The relations a statement names but does not make. */
function existing(node: Node): readonly Name[] {
  if ('CreateForeignTableStmt' in node || 'CreateSchemaStmt' in node || 'CompositeTypeStmt' in node) return [];
  return relationsIn(node);
}

function setSchema(node: AlterObjectSchemaStmt, reading: Reading): Mapped {
  const word = objects.get(node.objectType ?? '') ?? 'TABLE';
  const relations = node.relation ? [relationName(node.relation)] : [];
  const head =
    word === 'TABLE'
      ? actionHead(reading, afterRelation(reading, reading.at(node.relation?.location)))
      : headOf(reading, word);
  const toSchema = node.newschema === undefined ? {} : { toSchema: node.newschema };
  return other(`ALTER ${word} SET SCHEMA`, relations, head, toSchema);
}

function ownerTo(node: AlterOwnerStmt, reading: Reading): Mapped {
  const word = objects.get(node.objectType ?? '') ?? 'TABLE';
  return other(`ALTER ${word} OWNER TO`, node.relation ? [relationName(node.relation)] : [], headOf(reading, word));
}

function comment(node: CommentStmt, reading: Reading): Mapped {
  const word = objects.get(node.objtype ?? '') ?? 'TABLE';
  const parts = objectParts(node.object);
  return other(
    `COMMENT ON ${word}`,
    commented(word, parts),
    headOf(reading, word === 'CONSTRAINT ON DOMAIN' ? 'CONSTRAINT' : word),
    {
      ...(word === 'COLUMN' && { column: parts.at(-1) }),
      ...(/^(TABLE|COLUMN)$/.test(word) && { comment: node.comment ?? '' }),
    },
  );
}

function commented(word: string, parts: readonly string[]): readonly Name[] {
  if (/^(TABLE|VIEW|MATERIALIZED VIEW|FOREIGN TABLE|SEQUENCE|INDEX)$/.test(word)) return [listName(parts)];
  if (/^(COLUMN|CONSTRAINT|TRIGGER|POLICY|RULE)$/.test(word)) return [listName(parts.slice(0, -1))];
  return [];
}

function define(node: DefineStmt, reading: Reading): Mapped {
  const word = objects.get(node.kind ?? '') ?? 'TYPE';
  return other(`CREATE ${word}`, [], headOf(reading, word));
}

function grant(node: GrantStmt, reading: Reading): Mapped {
  return other(node.is_grant ? 'GRANT' : 'REVOKE', relationsIn(node.objects), spanOf(reading, 0, 1));
}

/** The mode is a number in the order of the manual's table: https://www.postgresql.org/docs/current/explicit-locking.html */
function lock(node: LockStmt, reading: Reading): Mapped {
  const mode = lockModes[(node.mode ?? 8) - 1];
  const statement = mode === undefined ? 'LOCK TABLE' : `LOCK TABLE IN ${mode} MODE`;
  return other(
    statement,
    relationsIn(node.relations),
    spanOf(reading, 0, reading.word(1) === 'table' ? 2 : 1),
    onlyIn(node.relations),
  );
}

function vacuum(node: VacuumStmt, reading: Reading): Mapped {
  const full = (node.options ?? []).some((each) => isOn(each, 'full'));
  const statement = !node.is_vacuumcmd ? 'ANALYZE' : full ? 'VACUUM FULL' : 'VACUUM';
  const to = reading.word(1) === 'full' ? find(reading, 1, 'full') + 1 : 1;
  return other(statement, relationsIn(node.rels), spanOf(reading, 0, to));
}
