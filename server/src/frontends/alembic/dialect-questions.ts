import { type EngineName, familyOf } from '../../model/engine.ts';
import { type Node, type Tree, textOf } from '../../python/parse.ts';
import type { Call, Reference } from '../../python/values.ts';

/** The answer that the name of code elsewhere promises: `is_postgresql(bind)`, `settings.IS_SQLITE`; undefined: it promises none. */
export function answerByName(asked: Call | Reference, engine: EngineName): boolean | undefined {
  if (asked.kind === 'call' && asked.name === 'isinstance') return answerByClass(asked, engine);
  const dialect = question.exec(asked.name)?.[1]?.toLowerCase();
  // An attribute in small letters may be a function that is yet to be called.
  if (dialect === undefined || (asked.kind === 'reference' && /[a-z]/.test(asked.name))) return undefined;
  const holds = isOf(dialect, engine);
  // `is_postgresql(bind, min_version=(11,))` asks for more than the dialect.
  const asksMore = asked.kind === 'call' && (asked.open || asked.positional.length + asked.keywords.size > 1);
  return holds && asksMore ? undefined : holds;
}

/** Whether the call only looks, by its name: `is_postgresql(bind, (11,))`, `table_exists(bind, "users")`. */
export function asksOnly({ name }: Call): boolean {
  return /^_*(is|has)_|(?<!(^|_)(if|not))_exists?$/.test(name);
}

/** Whether the call is named after the name of the dialect that it gives: `get_dialect_name(bind)`, `url.get_backend_name()`. */
export function givesDialect({ name }: Call): boolean {
  return /^_*(get_|current_|bind_|db_|database_|engine_)*(dialect(_name)?|backend_name)$/i.test(name);
}

/** Whether some condition of the file asks which database it runs on, in words that need not be understood. */
export function asksForDatabase(tree: Tree): boolean {
  return conditionsIn(tree.root).some((node) => databaseWord.test(textOf(tree, node)));
}

const question =
  /^_*(?:is|on|using|running_on)_*(postgres|postgresql|psql|pg|mysql|maria|mariadb|sqlite3?|oracle|mssql|sqlserver|cockroach|cockroachdb|db2|snowflake|redshift)(?:_*(?:dialect|database|db|engine|backend|bind|connection))?$/i;

const databaseWord = /postgres|psql|psycopg|mysql|maria|sqlite|oracle|mssql|cockroach|dialect|backend|driver|\bpg/i;

/** `isinstance(bind.dialect, PGDialect)`. */
function answerByClass({ positional: [, type] }: Call, engine: EngineName): boolean | undefined {
  if (type?.kind !== 'reference' && type?.kind !== 'class') return undefined;
  const dialect = /^(PG|PostgreSQL|MySQL|MariaDB|SQLite|Oracle|MS)Dialect(_\w+)?$/i.exec(type.name)?.[1];
  return dialect === undefined ? undefined : isOf(dialect.toLowerCase(), engine);
}

/** SQLAlchemy calls MariaDB `mysql`, or `mariadb` where the URL says so. */
function isOf(dialect: string, engine: EngineName): boolean {
  if (dialect.startsWith('p')) return familyOf(engine) === 'postgresql';
  if (dialect === 'mysql') return familyOf(engine) === 'mysql';
  return engine.startsWith(dialect.replace(/3$/, ''));
}

/** What stands behind `if`, `elif`, `while` and `match`. Without recursion: an expression may be as deep as its text is long. */
function conditionsIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  const todo = [root];
  for (let node = todo.pop(); node; node = todo.pop()) {
    const isChoice = node.type === 'conditional_expression';
    for (const [at, each] of node.children.entries()) {
      if (each.field === 'condition' || each.field === 'subject' || (isChoice && at === 2)) found.push(each);
      todo.push(each);
    }
  }
  return found;
}
