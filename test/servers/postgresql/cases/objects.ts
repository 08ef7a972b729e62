import type { Case } from './case.ts';

export const objects: readonly Case[] = [
  { sql: "CREATE TYPE size AS ENUM ('s', 'm')" },
  { sql: "ALTER TYPE mood ADD VALUE 'angry'" },
  { sql: 'DROP TYPE mood CASCADE' },
  {
    sql: "ALTER TYPE size RENAME VALUE 's' TO 'small'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE size RENAME TO sizes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE size OWNER TO CURRENT_USER',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP TYPE size CASCADE',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP TYPE IF EXISTS missing',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP TYPE pair',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE TYPE triple AS (a integer, b integer, c integer)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE TYPE span AS RANGE (subtype = integer)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE pair ADD ATTRIBUTE c integer',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE pair DROP ATTRIBUTE b',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TYPE pair RENAME ATTRIBUTE a TO x',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "CREATE DOMAIN fresh AS text CHECK (value <> '')",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP DOMAIN positive CASCADE',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose ADD CONSTRAINT c CHECK (value > 0)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose ADD CHECK (value > 0) NOT VALID',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose SET NOT NULL',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose DROP NOT NULL',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose SET DEFAULT 5',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN loose DROP DEFAULT',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN positive DROP CONSTRAINT positive_check',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN positive RENAME CONSTRAINT positive_check TO c',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN positive VALIDATE CONSTRAINT positive_check',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN positive RENAME TO p',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER DOMAIN positive OWNER TO CURRENT_USER',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON TYPE size IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON DOMAIN positive IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "CREATE OR REPLACE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 2'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER FUNCTION add_one(integer) RENAME TO plus_one',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER FUNCTION add_one(integer) IMMUTABLE',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER FUNCTION add_one(integer) OWNER TO CURRENT_USER',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP FUNCTION add_one(integer)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP FUNCTION IF EXISTS add_one',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP FUNCTION touch() CASCADE',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON FUNCTION add_one(integer) IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE SEQUENCE s',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE SEQUENCE IF NOT EXISTS counter',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE SEQUENCE s OWNED BY boxes.id',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE counter RESTART WITH 5',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE counter OWNED BY NONE',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE counter OWNED BY boxes.l',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE counter RENAME TO c',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE numbers OWNER TO CURRENT_USER',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE counter CACHE 10',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER SEQUENCE numbers MAXVALUE 1000',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP SEQUENCE counter',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP SEQUENCE IF EXISTS numbers',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON SEQUENCE counter IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'GRANT USAGE ON SEQUENCE counter TO PUBLIC',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TRIGGER t ON boxes RENAME TO u',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP TRIGGER t ON boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON TRIGGER t ON boxes IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes DISABLE TRIGGER t',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ENABLE TRIGGER t',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ENABLE ALWAYS TRIGGER t',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ENABLE REPLICA TRIGGER t',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE TRIGGER v AFTER UPDATE OF l ON boxes FOR EACH ROW EXECUTE PROCEDURE touch()',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE CONSTRAINT TRIGGER v AFTER UPDATE ON boxes DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE touch()',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE TRIGGER v AFTER TRUNCATE ON boxes EXECUTE PROCEDURE touch()',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE POLICY q ON boxes FOR SELECT TO PUBLIC USING (id > 5)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER POLICY p ON boxes USING (false)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER POLICY p ON boxes RENAME TO q',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP POLICY p ON boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON POLICY p ON boxes IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER STATISTICS st RENAME TO s',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "COMMENT ON STATISTICS st IS 'x'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE SCHEMA s',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE SCHEMA IF NOT EXISTS public',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP SCHEMA IF EXISTS missing',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE PUBLICATION p',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE PUBLICATION p FOR TABLE boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE PUBLICATION p FOR ALL TABLES',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE EXTENSION IF NOT EXISTS plpgsql',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE COLLATION c FROM "C"',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE OPERATOR === (leftarg = integer, rightarg = integer, procedure = int4eq)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE TEXT SEARCH CONFIGURATION tc (COPY = simple)',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN s TYPE text',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN p TYPE integer',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN l TYPE positive',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN id TYPE positive',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN id TYPE loose',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN l TYPE integer',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'ALTER TABLE boxes ALTER COLUMN l TYPE bigint',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "ALTER TABLE boxes ADD COLUMN extra size DEFAULT 's'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "ALTER TABLE boxes ALTER COLUMN s SET DEFAULT 'm'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "ALTER TYPE size ADD VALUE 'xl'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "ALTER TYPE size ADD VALUE IF NOT EXISTS 's'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: "ALTER TYPE size ADD VALUE 'xs' BEFORE 's'",
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE STATISTICS IF NOT EXISTS st2 (dependencies) ON id, l FROM boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON boxes FOR EACH ROW EXECUTE PROCEDURE touch()',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
    since: 14,
  },
  {
    sql: 'CREATE STATISTICS st3 ON (id + 1), l FROM boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
    since: 14,
  },
  {
    sql: 'ALTER STATISTICS st SET STATISTICS 100',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
    since: 13,
  },
  {
    sql: 'CREATE PUBLICATION p FOR TABLES IN SCHEMA public',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
    since: 15,
  },
  { sql: 'ALTER PUBLICATION p ADD TABLE users', setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  { sql: 'ALTER PUBLICATION p DROP TABLE tokens', setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  { sql: "ALTER PUBLICATION p SET (publish = 'insert')", setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  { sql: 'ALTER PUBLICATION p RENAME TO q', setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  { sql: 'DROP PUBLICATION p', setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  { sql: "COMMENT ON PUBLICATION p IS 'x'", setup: 'CREATE PUBLICATION p FOR TABLE tokens' },
  {
    sql: 'DROP TRIGGER IF EXISTS missing ON boxes',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
  },
  {
    sql: 'DROP STATISTICS st',
    setup:
      "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE pair AS (a integer, b integer); CREATE DOMAIN positive AS integer CHECK (value > 0); CREATE DOMAIN loose AS integer; CREATE TABLE boxes (id integer, s size, p positive, l loose, n positive); INSERT INTO boxes SELECT g, 's', g, g, g FROM generate_series(1, 50) g; CREATE FUNCTION add_one(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + 1'; CREATE SEQUENCE counter OWNED BY boxes.id; CREATE TRIGGER t BEFORE INSERT ON boxes FOR EACH ROW EXECUTE PROCEDURE touch(); CREATE POLICY p ON boxes USING (true); CREATE STATISTICS st ON id, l FROM boxes",
    until: 11,
  },
];
