-- What a database is made of: sort, place and value of each thing. What belongs to an extension is left out.
WITH
  own AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND nspname NOT LIKE 'pg_temp%'
  ),
  extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  relation AS (
    SELECT c.*, CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || relname AS name
    FROM pg_class c JOIN own ON own.oid = relnamespace
    WHERE relname <> 'alembic_version'
      AND NOT EXISTS (SELECT FROM extended WHERE classid = 'pg_class'::regclass AND objid = c.oid)
  ),
  tables AS (SELECT * FROM relation WHERE relkind IN ('r', 'p')),
  columns AS (
    SELECT a.*, t.name || '.' || attname AS name, pg_get_expr(adbin, adrelid) AS expression, s.name AS sequence
    FROM pg_attribute a
    JOIN tables t ON t.oid = attrelid
    LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
    LEFT JOIN pg_depend o ON o.refobjid = attrelid AND o.refobjsubid = attnum AND o.deptype = 'a'
      AND o.classid = 'pg_class'::regclass AND o.refclassid = 'pg_class'::regclass
      AND EXISTS (SELECT FROM pg_class WHERE oid = o.objid AND relkind = 'S')
    LEFT JOIN relation s ON s.oid = o.objid AND s.relkind = 'S'
    WHERE attnum > 0 AND NOT attisdropped
  ),
  type AS (
    SELECT t.*, CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || typname AS name
    FROM pg_type t JOIN own ON own.oid = typnamespace
    WHERE NOT EXISTS (SELECT FROM extended WHERE classid = 'pg_type'::regclass AND objid = t.oid)
  )
SELECT 'table' AS kind, name AS place, CASE relkind WHEN 'p' THEN 'partitioned' ELSE 'table' END AS value FROM tables
UNION ALL SELECT 'column', name, 'there' FROM columns
UNION ALL SELECT 'type', name, format_type(atttypid, atttypmod) FROM columns
UNION ALL SELECT 'nullable', name, CASE WHEN attnotnull THEN 'not null' ELSE 'null' END FROM columns
UNION ALL SELECT 'default', name, expression FROM columns
  WHERE attgenerated = '' AND expression IS NOT NULL AND NOT (sequence IS NOT NULL AND expression LIKE 'nextval(%')
UNION ALL SELECT 'identity', name, CASE WHEN attidentity = 'a' THEN 'always' WHEN attidentity = 'd' THEN 'by default' ELSE 'serial' END
  FROM columns WHERE attidentity <> '' OR sequence IS NOT NULL AND expression LIKE 'nextval(%'
UNION ALL SELECT 'generated', name, expression FROM columns WHERE attgenerated <> ''
UNION ALL SELECT 'comment', name, col_description(attrelid, attnum) FROM columns WHERE col_description(attrelid, attnum) IS NOT NULL
UNION ALL SELECT 'comment', name, obj_description(oid, 'pg_class') FROM tables WHERE obj_description(oid, 'pg_class') IS NOT NULL
UNION ALL SELECT 'constraint', t.name || '.' || conname, pg_get_constraintdef(c.oid)
  FROM pg_constraint c JOIN tables t ON t.oid = conrelid WHERE contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL SELECT 'index', i.name, pg_get_indexdef(i.oid) || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END
  FROM pg_index x JOIN relation i ON i.oid = indexrelid
  WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
UNION ALL SELECT 'enum', name, (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = type.oid)
  FROM type WHERE typtype = 'e'
UNION ALL SELECT 'domain', name, format_type(typbasetype, typtypmod) FROM type WHERE typtype = 'd'
UNION ALL SELECT 'view', v.name, CASE relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END || ' of ' || coalesce((
    SELECT string_agg(read, ', ' ORDER BY read) FROM (
      SELECT DISTINCT r.name || coalesce('.' || attname, '') AS read
      FROM pg_rewrite w
      JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refobjid <> v.oid
      JOIN relation r ON d.refclassid = 'pg_class'::regclass AND r.oid = d.refobjid
      LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
      WHERE w.ev_class = v.oid AND d.refobjsubid > 0
    ) AS reads), 'nothing')
  FROM relation v WHERE relkind IN ('v', 'm')
UNION ALL SELECT 'sequence', s.name, coalesce((
    SELECT 'of ' || t.name || '.' || attname
    FROM pg_depend d JOIN tables t ON t.oid = refobjid JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')), 'by itself')
  FROM relation s WHERE relkind = 'S'
UNION ALL SELECT 'trigger', t.name || '.' || tgname,
    CASE n.nspname WHEN 'public' THEN '' WHEN 'pg_catalog' THEN '' ELSE n.nspname || '.' END || proname
  FROM pg_trigger g JOIN tables t ON t.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid JOIN pg_namespace n ON n.oid = pronamespace
  WHERE NOT tgisinternal
