import type { Case } from './case.ts';

export const partitions: readonly Case[] = [
  {
    sql: 'ALTER TABLE logs ADD COLUMN extra integer',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ADD COLUMN extra double precision DEFAULT random()',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs DROP COLUMN body',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs RENAME COLUMN body TO text',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ALTER COLUMN body TYPE varchar(20)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ALTER COLUMN body SET NOT NULL',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: "ALTER TABLE logs ALTER COLUMN body SET DEFAULT 'x'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: "ALTER TABLE logs_1 ALTER COLUMN body SET DEFAULT 'x'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ADD CHECK (day > 0)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs_1 ADD CHECK (day > 0)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs_2 ADD CHECK (day > 0)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs DETACH PARTITION logs_1',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs DETACH PARTITION logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs_1 DETACH PARTITION logs_1_a',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'DROP TABLE logs_1',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'DROP TABLE logs_1_a',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'DROP TABLE logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'DROP TABLE logs',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'TRUNCATE logs',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'TRUNCATE logs_1',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'TRUNCATE logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs RENAME TO entries',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs_1_a RENAME TO first',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ATTACH PARTITION spare FOR VALUES FROM (300) TO (400)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE TABLE logs_3 PARTITION OF logs FOR VALUES FROM (400) TO (500)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE TABLE logs_1_c PARTITION OF logs_1 FOR VALUES IN (3)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE INDEX i ON logs_1_a (day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE INDEX i ON logs_2 (day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: "UPDATE logs SET body = 'y'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: "UPDATE logs_1 SET body = 'y'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'INSERT INTO logs SELECT id, day, body FROM logs',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'LOCK TABLE logs IN SHARE MODE',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ANALYZE logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: "COMMENT ON TABLE logs IS 'x'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs OWNER TO CURRENT_USER',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ENABLE ROW LEVEL SECURITY',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ALTER COLUMN body SET STATISTICS 100',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ALTER COLUMN body SET STORAGE EXTERNAL',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs REPLICA IDENTITY FULL',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'GRANT SELECT ON logs TO PUBLIC',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE POLICY p ON logs USING (true)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'SELECT count(*) FROM logs',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE VIEW v AS SELECT * FROM logs',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'CREATE INDEX i ON logs (day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs ADD PRIMARY KEY (id, day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs ADD UNIQUE (id, day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'CREATE TABLE logs_d PARTITION OF logs DEFAULT',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs ATTACH PARTITION spare DEFAULT',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'CREATE TRIGGER g AFTER INSERT ON logs FOR EACH ROW EXECUTE PROCEDURE touch()',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs ADD FOREIGN KEY (day) REFERENCES numbered (id)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 12,
  },
  {
    sql: 'UPDATE logs SET day = 3 - day',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 11,
  },
  ...[
    'id IS NULL OR id < 300 OR id >= 400',
    'id NOT BETWEEN 300 AND 399',
    'id < 310 OR id >= 400',
    'id >= 500 AND body IS NOT NULL',
  ].map((check) => ({
    sql: 'ALTER TABLE logs ATTACH PARTITION spare FOR VALUES FROM (300) TO (400)',
    setup: `CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text, CHECK (id IS NOT NULL AND id >= 300 AND id < 400)); ALTER TABLE logs_d ADD CONSTRAINT ck CHECK (${check})`,
    since: 11,
  })),
  {
    sql: 'ALTER TABLE logs ATTACH PARTITION spare FOR VALUES FROM (300) TO (400)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'CREATE TABLE logs_3 PARTITION OF logs FOR VALUES FROM (400) TO (500)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs DETACH PARTITION logs_d',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs DETACH PARTITION logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'DROP TABLE logs_d',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'DROP TABLE logs_2',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE logs ADD COLUMN extra integer',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'CREATE INDEX i ON logs (day)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'TRUNCATE logs_d',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g; CREATE TABLE logs_d PARTITION OF logs DEFAULT; INSERT INTO logs SELECT g, 1, 'x' FROM generate_series(600, 650) g",
    since: 11,
  },
  {
    sql: 'ALTER TABLE readers DROP CONSTRAINT readers_keyed_id_fkey',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'ALTER TABLE keyed DROP CONSTRAINT keyed_pkey CASCADE',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'DROP TABLE keyed CASCADE',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'DELETE FROM readers',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'ALTER TABLE readers ADD COLUMN extra integer REFERENCES keyed (id)',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'CREATE TABLE extra (id integer REFERENCES keyed (id))',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'ALTER TABLE readers ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES keyed (id)',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'TRUNCATE readers',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: 'TRUNCATE keyed CASCADE',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
  },
  {
    sql: "ALTER TABLE ONLY logs ALTER COLUMN body SET DEFAULT 'x'",
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'DELETE FROM logs WHERE day = 1',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    until: 11,
  },
  {
    sql: 'LOCK TABLE ONLY logs IN SHARE MODE',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
  },
  {
    sql: 'ALTER TABLE logs ADD FOREIGN KEY (day) REFERENCES numbered (id)',
    setup:
      "CREATE TABLE logs (id integer NOT NULL, day integer NOT NULL, body text) PARTITION BY RANGE (id); CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (100) PARTITION BY LIST (day); CREATE TABLE logs_1_a PARTITION OF logs_1 FOR VALUES IN (1); CREATE TABLE logs_1_b PARTITION OF logs_1 FOR VALUES IN (2); CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (100) TO (200); INSERT INTO logs SELECT g, 1 + g % 2, 'x' FROM generate_series(1, 199) g; CREATE TABLE spare (id integer NOT NULL, day integer NOT NULL, body text); INSERT INTO spare SELECT g, 1, 'x' FROM generate_series(300, 350) g",
    since: 12,
  },
  {
    sql: 'DROP TABLE readers',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 15,
  },
  {
    sql: 'ALTER TABLE keyed ALTER COLUMN id TYPE bigint',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 12,
    refused: '42P16',
  },
  {
    sql: 'ALTER TABLE readers DROP COLUMN keyed_id',
    setup:
      "CREATE TABLE keyed (id integer PRIMARY KEY, body text) PARTITION BY HASH (id); CREATE TABLE keyed_0 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE keyed_1 PARTITION OF keyed FOR VALUES WITH (MODULUS 2, REMAINDER 1); INSERT INTO keyed SELECT g, 'x' FROM generate_series(1, 100) g; CREATE TABLE readers (id integer, keyed_id integer REFERENCES keyed (id)); INSERT INTO readers SELECT g, g FROM generate_series(1, 100) g",
    since: 15,
  },
];
