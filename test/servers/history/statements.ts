/** What a generated history has made so far, as far as later operations need it. */
export interface Known {
  readonly tables: KnownTable[];
  readonly enums: KnownEnum[];
  readonly views: KnownView[];
  readonly sequences: string[];
}

export interface KnownTable {
  name: string;
  readonly columns: KnownColumn[];
  readonly constraints: KnownConstraint[];
  readonly indexes: KnownIndex[];
  readonly triggers: string[];
}

export interface KnownColumn {
  name: string;
  type: string | KnownEnum;
  nullable: boolean;
  /** Something rests on it that would refuse its end or another type. */
  needed: boolean;
}

interface KnownIndex {
  name: string;
  /** It goes with any of them. */
  readonly on: readonly (KnownColumn | undefined)[];
}

interface KnownConstraint {
  name: string;
  readonly kind: 'unique' | 'check' | 'foreignkey';
  readonly target?: KnownTable;
  valid: boolean;
}

export interface KnownEnum {
  readonly name: string;
  readonly labels: string[];
}

interface KnownView {
  readonly name: string;
  readonly materialized: boolean;
  readonly table: KnownTable;
  readonly columns: readonly KnownColumn[];
}

export interface World {
  /** A random number below the limit. */
  readonly below: (limit: number) => number;
  /** Constraints without a name get one by a convention of the metadata. */
  readonly convention: boolean;
  /** How many names were given. */
  made: number;
}

/** The lines of one operation that is valid now; what it makes is known afterwards. */
export function statementFor(world: World, known: Known): readonly string[] {
  if (known.tables.length < 3) return createTable(world, known);
  for (;;) {
    const table = pick(world, known.tables);
    const make = pick(world, makers);
    const lines = table && make ? make(world, known, table) : undefined;
    if (lines) return lines;
  }
}

type Maker = (world: World, known: Known, table: KnownTable) => readonly string[] | undefined;

function createTable(world: World, known: Known): readonly string[] {
  const table: KnownTable = { name: fresh(world, 'table'), columns: [], constraints: [], indexes: [], triggers: [] };
  const numbered = chance(world, 3);
  const key = pick(world, ['sa.Integer()', 'sa.BigInteger()']) ?? 'sa.Integer()';
  const items = [
    numbered
      ? `sa.Column("id", ${key}, sa.Identity(always=${chance(world, 2) ? 'True' : 'False'}), primary_key=True)`
      : `sa.Column("id", ${key}, primary_key=True)`,
  ];
  table.columns.push({ name: 'id', type: key, nullable: false, needed: true });
  for (let count = 2 + world.below(4); count > 0; count--) items.push(columnText(world, known, table, true));
  const target = pick(world, known.tables);
  if (target && chance(world, 2)) {
    const column = { name: fresh(world, 'ref'), type: 'sa.Integer()', nullable: true, needed: true };
    table.columns.push(column);
    items.push(`sa.Column("${column.name}", ${keyType(target)})`);
    items.push(`sa.ForeignKeyConstraint(["${column.name}"], ["${target.name}.id"]${onDelete(world)})`);
    table.constraints.push({ name: '', kind: 'foreignkey', target, valid: true });
  }
  const plain = table.columns.find(({ type, name }) => typeof type === 'string' && name !== 'id' && !isJson(type));
  if (plain && chance(world, 2)) {
    plain.needed = true;
    items.push(`sa.UniqueConstraint("${plain.name}"${chance(world, 2) ? `, name="${fresh(world, 'uq')}"` : ''})`);
  }
  const number = table.columns.find(({ type }) => type === 'sa.Integer()');
  if (number && chance(world, 3)) {
    number.needed = true;
    items.push(
      `sa.CheckConstraint("${number.name} > 0"${world.convention || chance(world, 2) ? `, name="${fresh(world, 'ck')}"` : ''})`,
    );
  }
  if (chance(world, 4)) items.push(`comment="about ${table.name}"`);
  known.tables.push(table);
  return [`op.create_table("${table.name}", ${items.join(', ')})`];
}

/** A column's text, which is put among those of the table. In a table with rows of nobody anything may be NOT NULL. */
function columnText(world: World, known: Known, table: KnownTable, inside: boolean): string {
  const type = pick(world, types) ?? 'sa.Integer()';
  const label = chance(world, 10);
  const name = fresh(world, 'col');
  const nullable = chance(world, 2);
  const column: KnownColumn = { name, type, nullable, needed: false };
  if (label) {
    const made: KnownEnum = { name: fresh(world, 'enum'), labels: ['a', 'b', 'c'] };
    if (inside) {
      known.enums.push(made);
      column.type = made;
    }
  }
  table.columns.push(column);
  const written = typeof column.type === 'string' ? column.type : `sa.Enum("a", "b", "c", name="${column.type.name}")`;
  const value = typeof column.type === 'string' ? defaults[column.type] : undefined;
  const words = [
    `"${name}"`,
    written,
    ...(nullable && chance(world, 2) ? [] : [`nullable=${nullable ? 'True' : 'False'}`]),
    ...(value !== undefined && chance(world, 3) ? [`server_default=${value}`] : []),
    ...(chance(world, 6) ? [`comment="it's ${name}"`] : []),
    ...(typeof column.type === 'string' && !isJson(column.type) && chance(world, 6) ? ['index=True'] : []),
  ];
  return `sa.Column(${words.join(', ')})`;
}

const types = [
  'sa.Integer()',
  'sa.Integer()',
  'sa.BigInteger()',
  'sa.SmallInteger()',
  'sa.String(length=40)',
  'sa.String()',
  'sa.Text()',
  'sa.Boolean()',
  'sa.Numeric(10, 2)',
  'sa.Float()',
  'sa.Date()',
  'sa.DateTime()',
  'sa.DateTime(timezone=True)',
  'sa.Uuid()',
  'sa.LargeBinary()',
  'sa.JSON()',
  'sa.ARRAY(sa.Integer())',
  'sa.CHAR(3)',
];

const defaults: Readonly<Record<string, string>> = {
  'sa.Integer()': 'sa.text("0")',
  'sa.BigInteger()': '"1"',
  'sa.String(length=40)': '"none"',
  'sa.Text()': 'sa.text("\'it\'")',
  'sa.Boolean()': 'sa.false()',
  'sa.DateTime()': 'sa.func.now()',
  'sa.DateTime(timezone=True)': 'sa.text("now()")',
  'sa.Uuid()': 'sa.text("gen_random_uuid()")',
};

/** A type that the values of another keep their meaning in. */
const wider: Readonly<Record<string, string>> = {
  'sa.Integer()': 'sa.BigInteger()',
  'sa.SmallInteger()': 'sa.Integer()',
  'sa.String(length=40)': 'sa.String(length=80)',
  'sa.String()': 'sa.Text()',
  'sa.Numeric(10, 2)': 'sa.Numeric(12, 2)',
  'sa.Date()': 'sa.DateTime()',
  'sa.DateTime()': 'sa.DateTime(timezone=True)',
};

const makers: readonly Maker[] = [
  (world, known) => (known.tables.length < 40 ? createTable(world, known) : undefined),
  addColumn,
  addColumn,
  addColumn,
  (_, __, table) => withColumn(table, ({ needed, name }) => !needed && name !== 'id', dropColumn),
  (world, _, table) => changeColumn(world, table),
  (world, _, table) => changeColumn(world, table),
  (world, _, table) => renameColumn(world, table),
  (world, _, table) => createIndex(world, table),
  (world, _, table) => createIndex(world, table),
  (_, __, table) => {
    const gone = table.indexes.shift();
    return gone && [`op.drop_index("${gone.name}", table_name="${table.name}")`];
  },
  (world, _, table) => {
    const [index] = table.indexes;
    if (!index) return undefined;
    const old = index.name;
    index.name = fresh(world, 'ix');
    return [`op.execute("ALTER INDEX ${old} RENAME TO ${index.name}")`];
  },
  addUnique,
  addCheck,
  addForeignKey,
  addForeignKey,
  dropConstraint,
  (_, __, table) => {
    const late = table.constraints.find(({ valid }) => !valid);
    if (!late) return undefined;
    late.valid = true;
    return [`op.execute("ALTER TABLE ${table.name} VALIDATE CONSTRAINT ${late.name}")`];
  },
  (world, _, table) => {
    const [old] = table.constraints.filter(({ name }) => name !== '');
    if (!old) return undefined;
    const to = fresh(world, 'con');
    const line = `op.execute("ALTER TABLE ${table.name} RENAME CONSTRAINT ${old.name} TO ${to}")`;
    old.name = to;
    return [line];
  },
  (world, _, table) => {
    const to = fresh(world, 'table');
    const line = `op.rename_table("${table.name}", "${to}")`;
    table.name = to;
    return [line];
  },
  dropTable,
  (world, known) => {
    const type = pick(world, known.enums);
    if (!type) return undefined;
    const label = `l${++world.made}`;
    const beside = pick(world, type.labels) ?? 'a';
    const where = pick(world, ['', ` BEFORE '${beside}'`, ` AFTER '${beside}'`]) ?? '';
    type.labels.push(label);
    return [`op.execute("ALTER TYPE ${type.name} ADD VALUE '${label}'${where}")`];
  },
  (world, known) => {
    const type = pick(world, known.enums);
    const old = type?.labels.shift();
    if (!type || old === undefined) return undefined;
    const to = `l${++world.made}`;
    type.labels.push(to);
    return [`op.execute("ALTER TYPE ${type.name} RENAME VALUE '${old}' TO '${to}'")`];
  },
  createView,
  (_, known) => {
    const view = known.views.shift();
    return view && [`op.execute("DROP ${view.materialized ? 'MATERIALIZED ' : ''}VIEW ${view.name}")`];
  },
  (world, known) => {
    const name = fresh(world, 'seq');
    known.sequences.push(name);
    return [`op.execute("CREATE SEQUENCE ${name}")`];
  },
  (_, known) => {
    const name = known.sequences.shift();
    return name === undefined ? undefined : [`op.execute("DROP SEQUENCE ${name}")`];
  },
  (world, _, table) => {
    const name = fresh(world, 'trg');
    table.triggers.push(name);
    const made = `CREATE FUNCTION ${name}_runs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`;
    return [
      `op.execute("${made}")`,
      `op.execute("CREATE TRIGGER ${name} BEFORE UPDATE ON ${table.name} FOR EACH ROW EXECUTE FUNCTION ${name}_runs()")`,
    ];
  },
  (_, __, table) => {
    const name = table.triggers.shift();
    return name === undefined ? undefined : [`op.execute("DROP TRIGGER ${name} ON ${table.name}")`];
  },
  (world, _, table) => [`op.create_table_comment("${table.name}", "said ${++world.made} times")`],
];

function addColumn(world: World, known: Known, table: KnownTable): readonly string[] {
  const column = columnText(world, known, table, false);
  if (chance(world, 4))
    return [`with op.batch_alter_table("${table.name}") as batch:`, `    batch.add_column(${column})`];
  return [`op.add_column("${table.name}", ${column})`];
}

function withColumn(
  table: KnownTable,
  isFit: (column: KnownColumn) => boolean,
  make: (table: KnownTable, column: KnownColumn) => readonly string[],
): readonly string[] | undefined {
  const column = table.columns.find(isFit);
  return column && make(table, column);
}

function dropColumn(table: KnownTable, column: KnownColumn): readonly string[] {
  table.columns.splice(table.columns.indexOf(column), 1);
  const kept = table.indexes.filter(({ on }) => !on.includes(column));
  table.indexes.splice(0, table.indexes.length, ...kept);
  return [`op.drop_column("${table.name}", "${column.name}")`];
}

function changeColumn(world: World, table: KnownTable): readonly string[] | undefined {
  const column = pick(
    world,
    table.columns.filter(({ name }) => name !== 'id'),
  );
  if (!column) return undefined;
  const at = `op.alter_column("${table.name}", "${column.name}"`;
  const type = typeof column.type === 'string' ? wider[column.type] : undefined;
  const value = typeof column.type === 'string' ? defaults[column.type] : undefined;
  switch (world.below(4)) {
    case 0:
      if (type === undefined || column.needed) return undefined;
      column.type = type;
      return [`${at}, type_=${type})`];
    case 1:
      column.nullable = !column.nullable;
      return [`${at}, nullable=${column.nullable ? 'True' : 'False'})`];
    case 2:
      return [`${at}, server_default=${chance(world, 2) ? 'None' : (value ?? 'None')})`];
    default:
      return [`${at}, comment=${chance(world, 3) ? 'None' : `"now ${++world.made}"`})`];
  }
}

function renameColumn(world: World, table: KnownTable): readonly string[] | undefined {
  const column = pick(
    world,
    table.columns.filter(({ name }) => name !== 'id'),
  );
  if (!column) return undefined;
  const old = column.name;
  column.name = fresh(world, 'col');
  return [`op.alter_column("${table.name}", "${old}", new_column_name="${column.name}")`];
}

function createIndex(world: World, table: KnownTable): readonly string[] | undefined {
  const column = pick(
    world,
    table.columns.filter(({ name, type }) => name !== 'id' && typeof type === 'string' && !isJson(type)),
  );
  const other = table.columns.find((each) => each !== column && each.name !== 'id');
  if (!column || typeof column.type !== 'string') return undefined;
  const name = fresh(world, 'ix');
  table.indexes.push({ name, on: [column, other] });
  const isText = /String|Text/.test(column.type);
  const keys = [
    `["${column.name}"]`,
    `["${column.name}", "id"]`,
    `[sa.text("${column.name} DESC")]`,
    ...(isText ? [`[sa.text("lower(${column.name})")]`] : []),
  ];
  const where = `sa.text("${column.name} IS NOT NULL${other?.type === 'sa.Integer()' ? ` AND ${other.name} > 5` : ''}")`;
  const key = pick(world, keys) ?? '[]';
  const options = [
    ...(chance(world, 3) ? ['unique=True'] : []),
    ...(chance(world, 3) ? [`postgresql_where=${where}`] : []),
    ...(chance(world, 5) && !/\bid\b/.test(key) ? ['postgresql_include=["id"]'] : []),
  ];
  return [`op.create_index("${name}", "${table.name}", ${[key, ...options].join(', ')})`];
}

function addUnique(world: World, _: Known, table: KnownTable): readonly string[] | undefined {
  const column = pick(
    world,
    table.columns.filter(({ type }) => typeof type === 'string' && !isJson(type)),
  );
  if (!column) return undefined;
  column.needed = true;
  const name = chance(world, 3) ? '' : fresh(world, 'uq');
  table.constraints.push({ name, kind: 'unique', valid: true });
  return [`op.create_unique_constraint(${quoted(name)}, "${table.name}", ["${column.name}"])`];
}

function addCheck(world: World, _: Known, table: KnownTable): readonly string[] | undefined {
  const column = pick(
    world,
    table.columns.filter(({ type }) => type === 'sa.Integer()' || type === 'sa.BigInteger()'),
  );
  if (!column) return undefined;
  column.needed = true;
  const name = fresh(world, 'ck');
  const called = world.convention ? `ck_${table.name}_${name}` : name;
  const late = chance(world, 3);
  table.constraints.push({ name: called, kind: 'check', valid: !late });
  const more = late ? ', postgresql_not_valid=True' : '';
  return [`op.create_check_constraint("${name}", "${table.name}", "${column.name} > ${world.below(9)}"${more})`];
}

function addForeignKey(world: World, known: Known, table: KnownTable): readonly string[] | undefined {
  const target = pick(world, known.tables);
  if (!target) return undefined;
  const column = { name: fresh(world, 'ref'), type: keyType(target), nullable: true, needed: true };
  table.columns.push(column);
  const name = chance(world, 3) ? '' : fresh(world, 'fk');
  const late = name !== '' && chance(world, 3);
  table.constraints.push({ name, kind: 'foreignkey', target, valid: !late });
  const more = `${onDelete(world)}${late ? ', postgresql_not_valid=True' : ''}`;
  return [
    `op.add_column("${table.name}", sa.Column("${column.name}", ${column.type}))`,
    `op.create_foreign_key(${quoted(name)}, "${table.name}", "${target.name}", ["${column.name}"], ["id"]${more})`,
  ];
}

function dropConstraint(world: World, _: Known, table: KnownTable): readonly string[] | undefined {
  const constraint = pick(
    world,
    table.constraints.filter(({ name }) => name !== ''),
  );
  if (!constraint) return undefined;
  table.constraints.splice(table.constraints.indexOf(constraint), 1);
  return [`op.drop_constraint(op.f("${constraint.name}"), "${table.name}", type_="${constraint.kind}")`];
}

function dropTable(_: World, known: Known, table: KnownTable): readonly string[] | undefined {
  const isNeeded =
    known.tables.some((each) => each !== table && each.constraints.some(({ target }) => target === table)) ||
    known.views.some((each) => each.table === table) ||
    known.tables.length < 10;
  if (isNeeded) return undefined;
  known.tables.splice(known.tables.indexOf(table), 1);
  return [`op.drop_table("${table.name}")`];
}

function createView(world: World, known: Known, table: KnownTable): readonly string[] {
  const columns = table.columns.slice(0, 1 + world.below(3));
  for (const each of columns) each.needed = true;
  const materialized = chance(world, 3);
  const name = fresh(world, 'view');
  known.views.push({ name, materialized, table, columns });
  const list = columns.map((each) => each.name).join(', ');
  return [
    `op.execute("CREATE ${materialized ? 'MATERIALIZED ' : ''}VIEW ${name} AS SELECT ${list} FROM ${table.name}")`,
  ];
}

function keyType({ columns: [key] }: KnownTable): string {
  return typeof key?.type === 'string' ? key.type : 'sa.Integer()';
}

function onDelete(world: World): string {
  return (
    pick(world, ['', ', ondelete="CASCADE"', ', ondelete="SET NULL"', ', deferrable=True, initially="DEFERRED"']) ?? ''
  );
}

function quoted(name: string): string {
  return name === '' ? 'None' : `"${name}"`;
}

function isJson(type: string): boolean {
  return /JSON/.test(type);
}

function chance({ below }: World, oneIn: number): boolean {
  return below(oneIn) === 0;
}

function fresh(world: World, what: string): string {
  world.made++;
  return `${what}_${world.made}`;
}

function pick<T>({ below }: World, from: readonly T[]): T | undefined {
  return from[below(Math.max(1, from.length))];
}
