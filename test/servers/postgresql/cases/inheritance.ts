import type { Case } from './case.ts';

export const inheritance: readonly Case[] = [
  {
    sql: 'ALTER TABLE animals ADD COLUMN extra integer',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ADD COLUMN extra double precision DEFAULT random()',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals DROP COLUMN name',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE ONLY animals DROP COLUMN name',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals RENAME COLUMN name TO title',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ALTER COLUMN name TYPE varchar(20)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ALTER COLUMN name SET NOT NULL',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: "ALTER TABLE animals ALTER COLUMN name SET DEFAULT 'x'",
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ADD CHECK (id > 0)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ADD UNIQUE (id)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'CREATE INDEX i ON animals (id)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE dogs NO INHERIT animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE cats INHERIT animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'DROP TABLE dogs',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'DROP TABLE animals CASCADE',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'TRUNCATE animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'DELETE FROM animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: "UPDATE animals SET name = 'x'",
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals RENAME TO beasts',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'LOCK TABLE animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE dogs ADD COLUMN extra integer',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals OWNER TO CURRENT_USER',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ADD FOREIGN KEY (id) REFERENCES numbered (id)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: "ALTER TABLE ONLY animals ALTER COLUMN name SET DEFAULT 'x'",
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'ALTER TABLE animals ADD CHECK (id > 0) NO INHERIT',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'TRUNCATE ONLY animals',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'CREATE TABLE birds () INHERITS (animals)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
  {
    sql: 'CREATE TABLE birds (wings integer) INHERITS (animals, cats)',
    setup:
      "CREATE TABLE animals (id integer, name text); CREATE TABLE dogs (breed text) INHERITS (animals); CREATE TABLE cats (id integer, name text); INSERT INTO animals SELECT g, 'a' FROM generate_series(1, 50) g; INSERT INTO dogs SELECT g, 'd', 'x' FROM generate_series(1, 50) g; INSERT INTO cats SELECT g, 'c' FROM generate_series(1, 50) g",
  },
];
