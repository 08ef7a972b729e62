import { expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { recognise } from '../../server/src/sql/recognise/index.ts';
import type { Span } from '../../server/src/text.ts';

/** Statements behind their engine, the heads between ⟦ and ⟧; below each its operations. */
const statements = `
mysql: ⟦DROP INDEX⟧ \`ix\` ON s.t ALGORITHM=INPLACE LOCK=NONE
  dropIndex index=(ix) table=(schema=s name=t) online=(algorithm=INPLACE lock=NONE)
mysql: ALTER TABLE \`t\` ⟦ADD COLUMN⟧ a INT(11) UNSIGNED NOT NULL DEFAULT '0' COMMENT 'it''s' AFTER \`b\`, ⟦DROP⟧ d, ALGORITHM=INPLACE, LOCK=NONE
  addColumn table=(t) online=(algorithm=INPLACE lock=NONE) column=(a nullable=false type=(integer arguments=[] unsigned) default=(kind=constant value=0) comment=it's) constraints=[] position=(after=b)
  dropColumn table=(t) online=(algorithm=INPLACE lock=NONE) column=d
mysql: ALTER TABLE t ⟦MODIFY⟧ c VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin FIRST
  changeType table=(t) column=c type=(varchar arguments=[255] charset=utf8mb4 collation=utf8mb4_bin) position=first
  dropNotNull table=(t) column=c
  setDefault table=(t) column=c
mysql: ALTER TABLE t ⟦CHANGE COLUMN⟧ a b TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
  renameColumn table=(t) column=a to=b
  changeType table=(t) column=b type=(timestamp arguments=[])
  setNotNull table=(t) column=b
  setDefault table=(t) column=b default=(kind=expression sql=CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)
mysql: ALTER TABLE t ⟦CHANGE⟧ a a ENUM('x','y') NOT NULL DEFAULT 'x'
  changeType table=(t) column=a type=(enum arguments=[] enumeration=(values=[x, y] native=false))
  setNotNull table=(t) column=a
  setDefault table=(t) column=a default=(kind=constant value=x)
mysql: ALTER TABLE t ⟦ADD⟧ (a int, b bool DEFAULT true, KEY (a))
  addColumn table=(t) column=(a nullable type=(integer arguments=[])) constraints=[]
  addColumn table=(t) column=(b nullable type=(tinyint arguments=[1]) default=(kind=expression sql=true)) constraints=[]
  createIndex table=(t) keys=[column=a]
mysql: ALTER TABLE t ⟦ADD COLUMN⟧ id SERIAL, ⟦ADD COLUMN⟧ g int AS (a + 1) STORED, ⟦ADD COLUMN⟧ j json DEFAULT (json_array()) CHECK (a > 1)
  addColumn table=(t) column=(id nullable=false type=(bigint arguments=[] unsigned) identity=auto increment) constraints=[kind=unique columns=[id]]
  addColumn table=(t) column=(g nullable type=(integer arguments=[]) generated=(expression=a + 1 stored)) constraints=[]
  addColumn table=(t) column=(j nullable type=(json arguments=[]) default=(kind=expression sql=(json_array()))) constraints=[kind=check expression=a > 1]
mysql: ALTER TABLE t ⟦ADD⟧ a int REFERENCES u (id)
  addColumn table=(t) column=(a nullable type=(integer arguments=[])) constraints=[]
mariadb: ALTER TABLE t ⟦ADD⟧ a int REFERENCES u (id)
  addColumn table=(t) column=(a nullable type=(integer arguments=[])) constraints=[kind=foreignKey columns=[a] references=(u) referencedColumns=[id]]
mysql: ALTER TABLE t ⟦ADD KEY⟧ ix (a, b(10)) COMMENT 'c', ⟦ADD UNIQUE KEY⟧ \`u\` (\`a\`) USING BTREE, ⟦ADD FULLTEXT INDEX⟧ f (a) WITH PARSER ngram
  createIndex table=(t) name=ix keys=[column=a, expression=b(10)] options=COMMENT 'c'
  createIndex table=(t) unique name=u keys=[column=a] method=btree
  createIndex table=(t) method=fulltext name=f keys=[column=a] options=WITH PARSER ngram
mysql: ALTER TABLE t ⟦ADD CONSTRAINT⟧ u UNIQUE (a), ⟦ADD UNIQUE⟧ v (a, b), ⟦ADD UNIQUE⟧ w (a(10)), ⟦ADD PRIMARY KEY⟧ (a(10), b)
  addConstraint table=(t) constraint=(kind=unique name=u columns=[a])
  addConstraint table=(t) constraint=(kind=unique name=v columns=[a, b])
  createIndex table=(t) name=w keys=[expression=a(10)] unique
  addConstraint table=(t) constraint=(kind=primaryKey columns=[a, b])
mysql: ALTER TABLE t ⟦ADD CONSTRAINT⟧ fk FOREIGN KEY (a) REFERENCES b (id) ON DELETE CASCADE ON UPDATE NO ACTION
  addConstraint table=(t) constraint=(kind=foreignKey name=fk columns=[a] references=(b) referencedColumns=[id] onDelete=CASCADE)
mysql: ALTER TABLE t ⟦ADD CONSTRAINT⟧ c CHECK (a > 1) NOT ENFORCED, ⟦ALTER CHECK⟧ c ENFORCED
  addConstraint table=(t) constraint=(kind=check name=c expression=a > 1 notValid)
  other statement=ALTER TABLE ALTER CONSTRAINT relations=[name=t]
mysql: ALTER TABLE t ⟦DROP PRIMARY KEY⟧, ⟦DROP FOREIGN KEY⟧ fk, ⟦DROP CHECK⟧ c, ⟦DROP CONSTRAINT⟧ d, ⟦DROP KEY⟧ k, ⟦DROP COLUMN⟧ e
  dropConstraint table=(t) type=primaryKey
  dropConstraint table=(t) name=fk type=foreignKey
  dropConstraint table=(t) name=c type=check
  dropConstraint table=(t) name=d
  dropIndex index=(k) table=(t)
  dropColumn table=(t) column=e
mysql: ALTER TABLE t ⟦ALTER COLUMN⟧ c SET DEFAULT 5, ⟦ALTER⟧ d DROP DEFAULT, ⟦ALTER INDEX⟧ i INVISIBLE
  setDefault table=(t) column=c default=(kind=expression sql=5)
  setDefault table=(t) column=d
  other statement=ALTER TABLE ALTER INDEX relations=[name=t]
mysql: ALTER TABLE t ⟦RENAME INDEX⟧ a TO b, ⟦RENAME COLUMN⟧ c TO d, ⟦RENAME TO⟧ u
  other statement=ALTER TABLE RENAME INDEX relations=[name=t] renames=(what=index from=(a) to=b)
  renameColumn table=(t) column=c to=d
  renameTable table=(t) to=u
mysql: ALTER TABLE t ⟦RENAME⟧ u
  renameTable table=(t) to=u
mysql: ALTER TABLE t ⟦ENGINE⟧=InnoDB ⟦ROW_FORMAT⟧=DYNAMIC, ⟦COMMENT⟧ 'x', ⟦DEFAULT CHARSET⟧=utf8mb4
  other statement=ALTER TABLE ENGINE relations=[name=t]
  other statement=ALTER TABLE ROW_FORMAT relations=[name=t]
  other statement=ALTER TABLE COMMENT relations=[name=t]
  other statement=ALTER TABLE DEFAULT CHARACTER SET relations=[name=t]
mysql: ALTER TABLE t ⟦CONVERT TO CHARACTER SET⟧ utf8mb4 COLLATE utf8mb4_bin, ⟦FORCE⟧
  other statement=ALTER TABLE CONVERT TO CHARACTER SET relations=[name=t]
  other statement=ALTER TABLE FORCE relations=[name=t]
mysql: ALTER TABLE t ⟦DROP PARTITION⟧ p0, p1
  other statement=ALTER TABLE DROP PARTITION relations=[name=t]
mysql: ALTER TABLE t ⟦REORGANIZE PARTITION⟧ p0 INTO (PARTITION p1 VALUES LESS THAN (5), PARTITION p2 VALUES LESS THAN MAXVALUE)
  other statement=ALTER TABLE REORGANIZE PARTITION relations=[name=t]
mysql: ALTER TABLE t ⟦PARTITION BY⟧ HASH (id) PARTITIONS 4
  other statement=ALTER TABLE PARTITION BY relations=[name=t]
mysql: ALTER TABLE t ⟦FOO⟧ BAR, ⟦DROP⟧ b
  opaque why=this action on t is not known: FOO BAR
  dropColumn table=(t) column=b
mysql: ALTER TABLE t ⟦ADD COLUMN⟧ a int BAZ
  opaque why=this action on t is not known: ADD COLUMN a int BAZ
mysql: ⟦RENAME TABLE⟧ a TO b, s.c TO s.d
  renameTable table=(a) to=b
  renameTable table=(schema=s name=c) to=d
mysql: ⟦CREATE TABLE⟧ t (id bigint unsigned NOT NULL AUTO_INCREMENT, s set('a','b'), PRIMARY KEY (id), ⟦KEY⟧ ix (s)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (5))
  createTable table=(t) columns=[name=id nullable=false type=(bigint arguments=[] unsigned) identity=auto increment, name=s nullable type=(set arguments=[] enumeration=(values=[a, b] native=false))] constraints=[kind=primaryKey columns=[id]] charset=utf8mb4 partitioned partitionKey=[id]
  createIndex table=(t) name=ix keys=[column=s]
mysql: ⟦CREATE TABLE⟧ t (id int PRIMARY KEY, ⟦WHAT⟧ IS THIS)
  createTable table=(t) columns=[name=id nullable=false type=(integer arguments=[])] constraints=[kind=primaryKey columns=[id]] inherits
  opaque why=this part of the table is not known: WHAT IS THIS
mysql: ⟦CREATE TABLE⟧ IF NOT EXISTS a LIKE b
  createTable table=(a) columns=[] constraints=[] ifNotExists inherits
mysql: ⟦CREATE TEMPORARY TABLE⟧ a (id int) AS SELECT id FROM b
  createTable table=(a) columns=[name=id nullable type=(integer arguments=[])] constraints=[] temporary fromQuery
mysql: ⟦CREATE UNIQUE INDEX⟧ ix ON t (a) USING BTREE ALGORITHM=INPLACE
  createIndex table=(t) name=ix keys=[column=a] method=btree unique online=(algorithm=INPLACE)
mysql: ⟦CREATE DEFINER=\`root\`@\`localhost\` TRIGGER⟧ x BEFORE INSERT ON t FOR EACH ROW BEGIN DELETE FROM u; END
  other statement=CREATE TRIGGER relations=[name=t]
mysql: ⟦CREATE OR REPLACE ALGORITHM=MERGE DEFINER=a@b SQL SECURITY DEFINER VIEW⟧ v AS SELECT extract(year FROM a) FROM t JOIN s.u ON t.id = u.id, w
  other statement=CREATE VIEW relations=[name=t, schema=s name=u, name=w] view=(v)
mysql: ⟦CREATE PROCEDURE⟧ p() BEGIN DROP TABLE t; END
  other statement=CREATE PROCEDURE relations=[]
mysql: ⟦CREATE USER⟧ 'a'@'b' IDENTIFIED BY 'c'
  other statement=CREATE USER relations=[]
mysql: ⟦GRANT⟧ SELECT ON s.t TO 'a'@'b'
  other statement=GRANT relations=[schema=s name=t]
mysql: ⟦DROP TABLE⟧ IF EXISTS a, b CASCADE
  dropTable table=(a) ifExists
  dropTable table=(b) ifExists
mysql: ⟦DROP PROCEDURE⟧ IF EXISTS p
  other statement=DROP PROCEDURE relations=[]
mysql: ⟦UPDATE⟧ t AS a JOIN u b ON a.id = b.id SET a.x = b.y, z = 1
  updateRows table=(t) columns=[x, z] rows=some
mysql: ⟦UPDATE⟧ t SET a = 1 WHERE b = 2 ORDER BY c LIMIT 10
  updateRows table=(t) columns=[a] rows=some limit
mysql: ⟦DELETE⟧ a, b FROM t1 a LEFT JOIN t2 b ON a.id = b.id
  deleteRows table=(t1) rows=all
  deleteRows table=(t2) rows=all
mysql: ⟦DELETE FROM⟧ a USING t AS a JOIN u ON a.id = u.id WHERE u.b = 1
  deleteRows table=(t) rows=some
mysql: ⟦REPLACE INTO⟧ t SELECT * FROM u
  insertRows table=(t) from=query
mysql: ⟦INSERT IGNORE INTO⟧ t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = (SELECT max(b) FROM u)
  insertRows table=(t) from=values
mysql: ⟦LOAD DATA⟧ LOCAL INFILE 'x' INTO TABLE t
  insertRows table=(t) from=query
mysql: ⟦TRUNCATE⟧ t
  truncate tables=[name=t]
mysql: ⟦LOCK TABLES⟧ t WRITE, u AS x READ
  other statement=LOCK TABLES WRITE relations=[name=t]
  other statement=LOCK TABLES READ relations=[name=u]
mysql: ⟦SET⟧ @old = @@sql_mode, FOREIGN_KEY_CHECKS=0, @@session.lock_wait_timeout = 5, GLOBAL x = 'y'
  setParameter name=@old value=@@sql_mode local=false
  setParameter name=foreign_key_checks value=0 local=false
  setParameter name=lock_wait_timeout value=5 local=false
  setParameter name=global.x value=y local=false
mysql: ⟦SET⟧ NAMES utf8mb4
  setParameter name=names value=utf8mb4 local=false
mysql: /*!40000 ALTER TABLE t ⟦DISABLE KEYS⟧ */
  other statement=ALTER TABLE DISABLE KEYS relations=[name=t]
mysql: ⟦OPTIMIZE TABLE⟧ t, u
  other statement=OPTIMIZE TABLE relations=[name=t, name=u]
mysql: ⟦CALL⟧ p(1)
  other statement=CALL relations=[]
mysql: ⟦PREPARE⟧ s FROM 'DROP TABLE t'
  other statement=PREPARE relations=[]
mariadb: ALTER TABLE IF EXISTS t ⟦ADD COLUMN⟧ IF NOT EXISTS a int, ⟦DROP COLUMN⟧ IF EXISTS b, ⟦DROP INDEX⟧ IF EXISTS ix, ⟦ADD INDEX⟧ IF NOT EXISTS iy (a)
  addColumn table=(t) column=(a nullable type=(integer arguments=[])) constraints=[] ifNotExists
  dropColumn table=(t) column=b ifExists
  dropIndex index=(ix) table=(t) ifExists
  createIndex table=(t) name=iy keys=[column=a] ifNotExists
mariadb: ⟦CREATE OR REPLACE TABLE⟧ t (a int)
  dropTable table=(t) ifExists
  createTable table=(t) columns=[name=a nullable type=(integer arguments=[])] constraints=[]
sqlite: ⟦DROP INDEX⟧ IF EXISTS main.[an index]
  dropIndex index=(schema=main name=an index) ifExists
sqlite: ⟦DROP TRIGGER⟧ x
  other statement=DROP TRIGGER relations=[] objects=[name=x]
sqlite: ALTER TABLE t ⟦RENAME⟧ a TO b
  renameColumn table=(t) column=a to=b
sqlite: ALTER TABLE t ⟦ALTER COLUMN⟧ a SET NOT NULL
  setNotNull table=(t) column=a
sqlite: ALTER TABLE t ⟦ADD COLUMN⟧ b bool NOT NULL DEFAULT false CHECK (b IN (0, 1))
  addColumn table=(t) column=(b nullable=false type=(boolean arguments=[]) default=(kind=expression sql=false)) constraints=[kind=check expression=b IN (0, 1)]
sqlite: ⟦CREATE TABLE⟧ t (id INTEGER PRIMARY KEY AUTOINCREMENT, u UNSIGNED BIG INT, c VARCHAR(20) REFERENCES o(id) ON DELETE CASCADE, "x y", UNIQUE (u) ON CONFLICT REPLACE) STRICT, WITHOUT ROWID
  createTable table=(t) columns=[name=id nullable=false type=(integer arguments=[]) identity=auto increment, name=u nullable type=(unsigned big int arguments=[]), name=c nullable type=(varchar arguments=[20]), name=x y nullable] constraints=[kind=primaryKey columns=[id], kind=foreignKey columns=[c] references=(o) referencedColumns=[id] onDelete=CASCADE, kind=unique columns=[u] options=ON CONFLICT REPLACE] strict
sqlite: ⟦CREATE UNIQUE INDEX⟧ IF NOT EXISTS main.ix ON t (a COLLATE NOCASE, lower(b)) WHERE a > 1
  createIndex table=(t schema=main) name=ix keys=[expression=a COLLATE NOCASE, expression=lower(b)] where=a > 1 unique ifNotExists
sqlite: ⟦CREATE TRIGGER⟧ x AFTER UPDATE OF a, b ON t BEGIN DELETE FROM u; END
  other statement=CREATE TRIGGER relations=[name=t] trigger=(x columns=[] uses=[name=u])
sqlite: ⟦INSERT OR REPLACE INTO⟧ t SELECT 1, 'a'
  insertRows table=(t) from=values
sqlite: ⟦UPDATE⟧ t SET (a, b) = (SELECT c, d FROM u)
  updateRows table=(t) columns=[a, b] rows=all
sqlite: ⟦PRAGMA⟧ foreign_keys=OFF
  setParameter name=foreign_keys value=OFF local=false
sqlite: ⟦PRAGMA⟧ main.user_version(3)
  setParameter name=user_version value=3 local=false
sqlite: ⟦PRAGMA⟧ table_info(t)
  other statement=PRAGMA relations=[]
sqlite: ⟦PRAGMA⟧ integrity_check
  other statement=PRAGMA integrity_check relations=[]
sqlite: ⟦REINDEX⟧
  reindex target=database name=()
sqlite: ⟦VACUUM⟧
  other statement=VACUUM relations=[]
sqlite: ⟦ATTACH DATABASE⟧ 'x.db' AS y
  other statement=ATTACH relations=[]
sqlite: ⟦BEGIN⟧ IMMEDIATE
  controlTransaction what=begin
postgresql: ⟦UPDATE⟧ "T" SET A = 1 WHERE b LIMIT 5
  updateRows table=(T) columns=[a] rows=some limit
postgresql: ⟦DELETE FROM⟧ t ORDER BY id LIMIT 5
  deleteRows table=(t) rows=all limit
postgresql: ALTER TABLE t ⟦MODIFY COLUMN⟧ a bigint NOT NULL
  changeType table=(t) column=a type=(bigint arguments=[])
  setNotNull table=(t) column=a
  setDefault table=(t) column=a
postgresql: ⟦CREATE TABLE⟧ \`T\` (\`id\` INT AUTO_INCREMENT PRIMARY KEY)
  createTable table=(T) columns=[name=id nullable=false type=(integer arguments=[]) identity=auto increment] constraints=[kind=primaryKey columns=[id]]
postgresql: ALTER TABLE t ⟦ALTER COLUMN⟧ a SET NOT NULL, ⟦ADD COLUMN⟧ b timestamp with time zone[] DEFAULT now(), ⟦DROP⟧
  setNotNull table=(t) column=a
  addColumn table=(t) column=(b nullable type=(timestamptz arguments=[] dimensions=1) default=(kind=expression sql=now())) constraints=[]
  opaque why=this action on t is not known: DROP
postgresql: ALTER TABLE t ⟦ADD COLUMN⟧ a varchar(20) NOT
  opaque why=this action on t is not known: ADD COLUMN a varchar(20) NOT
mysql: ALTER TABLE t ⟦MODIFY⟧ id bigint NOT NULL AUTO_INCREMENT, ⟦MODIFY⟧ g int AS (a) STORED
  changeType table=(t) column=id type=(bigint arguments=[]) identity=auto increment
  setNotNull table=(t) column=id
  changeType table=(t) column=g type=(integer arguments=[]) generated=(expression=a stored)
mysql: ⟦SELECT⟧ a FROM (t JOIN u ON t.id = u.id), w WHERE EXISTS (SELECT 1 FROM s.x) FOR UPDATE
  other statement=SELECT FOR UPDATE relations=[name=t, name=u, name=w, schema=s name=x] rows=some
mariadb: WITH c AS (SELECT * FROM t) ⟦SELECT⟧ * FROM c, (SELECT * FROM u) AS v
  other statement=SELECT relations=[name=t, name=u]
mysql: ALTER TABLE "t" ⟦ADD⟧ "a" int
  addColumn table=(t) column=(a nullable type=(integer arguments=[])) constraints=[]
mariadb: SET STATEMENT lock_wait_timeout=5 FOR ALTER TABLE t ⟦DROP⟧ a
  dropColumn table=(t) column=a
`
  .trim()
  .split(/\n(?=\w)/);

test.each(statements)('%s', (block) => {
  const [, engine = '', marked = ''] = /^(\w+): (.*)/.exec(block) ?? [];
  const sql = marked.replaceAll(/[⟦⟧]/g, '');
  const found = recognise(sql, engineOf(engine)) ?? [];
  const heads = mark(
    sql,
    found.map(({ head }) => head),
  );
  const told = found.map(({ operation: { kind, ...facts } }) => `  ${kind} ${show(facts)}`);
  expect([`${engine}: ${heads}`, ...told].join('\n')).toBe(block);
});

test.each([
  ['mysql', ''],
  ['mysql', 'ALTER'],
  ['mysql', 'ALTER TABLE'],
  ['mysql', 'ALTER TABLE t'],
  ['mysql', 'ALTER TABEL t ADD a int'],
  ['mysql', 'CREATE TABLE'],
  ['mysql', 'DROP INDEX'],
  ['mysql', 'UPDATE t'],
  ['mysql', 'RENAME TABLE s.a TO b'],
  ['mysql', 'PRAGMA foreign_keys = ON'],
  ['sqlite', 'RENAME TABLE a TO b'],
  ['sqlite', 'LOCK TABLES t WRITE'],
  ['postgresql', 'SET NAMES utf8'],
])('nobody can tell what this is on %s: %s', (engine, sql) => {
  expect(recognise(sql, engineOf(engine))).toBeUndefined();
});

function mark(sql: string, heads: readonly Span[]): string {
  const ends = new Map(heads.map(({ start, end }) => [start, end]));
  return [...ends]
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end]) => `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`, sql);
}

/** Facts as `key=value`, a flag by its key alone, a name without its key. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, each]) => (each === true ? key : `${key}=${inner(each)}`))
    .join(' ');
}

function inner(value: unknown): string {
  const text = show(value);
  return typeof value === 'object' && !Array.isArray(value) ? `(${text.replace(/^name=/, '')})` : text;
}

function engineOf(name: string): EngineName {
  return name === 'mysql' || name === 'mariadb' || name === 'sqlite' ? name : 'postgresql';
}
