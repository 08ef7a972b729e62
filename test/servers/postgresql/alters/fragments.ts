/** Actions of `ALTER TABLE` that are put together at random: on which table, and since which major version. */
export interface Fragments {
  readonly table: string;
  /** How often the table is taken, beside the others. */
  readonly weight: number;
  readonly actions: readonly string[];
  readonly since?: Readonly<Record<number, readonly string[]>>;
}

/** What the actions need beside the base schema. */
export const setup = `
  ALTER TABLE users ADD COLUMN second integer, ADD COLUMN third integer;
  UPDATE users SET second = CASE WHEN id > 0 THEN 1 ELSE 5000 END, third = CASE WHEN id > 0 THEN 2 ELSE 5000 END;
  ALTER TABLE users ADD CONSTRAINT users_bio_set CHECK (bio IS NOT NULL);
  ALTER TABLE users ADD CONSTRAINT users_city_set CHECK (city IS NOT NULL) NOT VALID;
  ALTER TABLE users ADD CONSTRAINT users_small_range CHECK (small > -5) NOT VALID;
  ALTER TABLE users ADD CONSTRAINT users_second_team FOREIGN KEY (second) REFERENCES teams (id) NOT VALID;
  CREATE UNIQUE INDEX users_code_unique ON users (code);
  CREATE UNIQUE INDEX tokens_id_unique ON tokens (id);
  CREATE UNIQUE INDEX tokens_value_unique ON tokens (value);
  ALTER TABLE tokens ADD CONSTRAINT tokens_value_set CHECK (value IS NOT NULL);
  CREATE TABLE papers (id bigint NOT NULL, body text, pages integer, CHECK (pages < 100));
  CREATE TABLE letters (stamp text) INHERITS (papers);
  INSERT INTO papers SELECT g, 'paper', g FROM generate_series(1, 50) g;
  INSERT INTO letters SELECT g, 'letter', g, 'stamp' FROM generate_series(1, 50) g;
  CREATE UNIQUE INDEX papers_id_unique ON papers (id);
  ALTER TABLE papers ADD CONSTRAINT papers_pages_team FOREIGN KEY (pages) REFERENCES teams (id) NOT VALID;
  ALTER TABLE papers ADD CONSTRAINT papers_pages_positive CHECK (pages > 0) NOT VALID;
  ALTER TABLE events ADD CONSTRAINT events_kind_positive CHECK (kind > 0) NOT VALID;
`;

/** Rows that much of what looks at rows refuses; they come before the set-up, which asks nothing of them. */
export const badRows = `
  INSERT INTO users (id, status, bio, age, small) VALUES (-1, 'none', 'b', 5, -10);
  INSERT INTO users (id, status, bio, email, name) VALUES (-2, 'long', 'b', 'user1@example.com', repeat('long', 50));
  INSERT INTO tokens VALUES (-1, repeat('long', 100));
  INSERT INTO orders VALUES (5000000000, NULL, 5000), (-1, NULL, NULL);
  INSERT INTO events VALUES (0, -1, 'kind'), (0, NULL, NULL);
`;

export const fragments: readonly Fragments[] = [
  {
    table: 'users',
    weight: 10,
    actions: [
      'ADD COLUMN a integer',
      'ADD COLUMN a integer DEFAULT 5',
      'ADD COLUMN a integer NOT NULL DEFAULT 5',
      'ADD COLUMN a double precision DEFAULT random()',
      'ADD COLUMN b double precision DEFAULT random()',
      'ADD COLUMN b integer REFERENCES teams (id)',
      'ADD COLUMN b integer DEFAULT 1 REFERENCES teams (id)',
      'ADD COLUMN b integer UNIQUE',
      'ADD COLUMN b integer CHECK (b > 0)',
      'ADD COLUMN IF NOT EXISTS bio text',
      'ADD COLUMN bio text',
      'ALTER COLUMN a SET NOT NULL',
      'ALTER COLUMN a SET DEFAULT 7',
      'ALTER COLUMN a DROP DEFAULT',
      'ALTER COLUMN a DROP NOT NULL',
      'ALTER COLUMN a TYPE bigint',
      'ALTER COLUMN bio SET NOT NULL',
      'ALTER COLUMN bio DROP NOT NULL',
      "ALTER COLUMN bio SET DEFAULT ''",
      'ALTER COLUMN name SET NOT NULL',
      'ALTER COLUMN city SET NOT NULL',
      'ALTER COLUMN email SET NOT NULL',
      'ALTER COLUMN status SET NOT NULL',
      'ALTER COLUMN status DROP NOT NULL',
      'ALTER COLUMN status DROP DEFAULT',
      'ALTER COLUMN name TYPE varchar(80)',
      'ALTER COLUMN name TYPE text COLLATE "C"',
      'ALTER COLUMN email TYPE varchar(90)',
      'ALTER COLUMN age TYPE bigint',
      'ALTER COLUMN age TYPE numeric',
      'ALTER COLUMN second TYPE bigint',
      'ALTER COLUMN zip TYPE varchar(40)',
      'ALTER COLUMN score TYPE numeric(12,2)',
      'ADD CONSTRAINT c CHECK (third < 1000)',
      'ADD CONSTRAINT d CHECK (name IS NOT NULL)',
      'ADD CONSTRAINT d CHECK (name IS NOT NULL) NOT VALID',
      'ADD CONSTRAINT e CHECK (a > 0)',
      'ADD CONSTRAINT f FOREIGN KEY (third) REFERENCES teams (id)',
      'ADD CONSTRAINT g FOREIGN KEY (third) REFERENCES numbered (id) NOT VALID',
      'ADD CONSTRAINT h FOREIGN KEY (a) REFERENCES teams (id)',
      'ADD UNIQUE (email)',
      'ADD CONSTRAINT u UNIQUE (code, name)',
      'ADD CONSTRAINT v UNIQUE (a)',
      'ADD CONSTRAINT w UNIQUE USING INDEX users_code_unique',
      'DROP CONSTRAINT users_bio_set',
      'DROP CONSTRAINT users_age_check',
      'DROP CONSTRAINT users_team_id_fkey',
      'DROP CONSTRAINT users_zip_check',
      'DROP COLUMN bio',
      'DROP COLUMN name',
      'DROP COLUMN a',
      'DROP COLUMN IF EXISTS a',
      'DROP COLUMN team_id',
      'VALIDATE CONSTRAINT users_city_set',
      'VALIDATE CONSTRAINT users_small_range',
      'VALIDATE CONSTRAINT users_second_team',
      'VALIDATE CONSTRAINT d',
      'ALTER COLUMN name SET STATISTICS 500',
      'ALTER COLUMN name SET (n_distinct = 5)',
      'ALTER COLUMN name SET STORAGE EXTERNAL',
      'SET (fillfactor = 80)',
      'OWNER TO CURRENT_USER',
      'DISABLE TRIGGER USER',
      'CLUSTER ON users_email_idx',
      'REPLICA IDENTITY FULL',
      'ENABLE ROW LEVEL SECURITY',
    ],
    since: {
      12: ['ADD COLUMN b text GENERATED ALWAYS AS (upper(city)) STORED'],
      18: [
        'ADD COLUMN b text GENERATED ALWAYS AS (upper(city)) VIRTUAL',
        'ADD CONSTRAINT n NOT NULL name NOT VALID',
        'ADD CONSTRAINT n NOT NULL email',
      ],
    },
  },
  {
    table: 'tokens',
    weight: 4,
    actions: [
      'ADD COLUMN a integer',
      'ADD COLUMN a bigserial',
      'ADD COLUMN a bigint GENERATED BY DEFAULT AS IDENTITY',
      'ADD COLUMN b bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY',
      'ADD PRIMARY KEY (id)',
      'ADD PRIMARY KEY (id, value)',
      'ADD PRIMARY KEY (value)',
      'ADD CONSTRAINT tokens_key PRIMARY KEY USING INDEX tokens_id_unique',
      'ADD CONSTRAINT tokens_key PRIMARY KEY USING INDEX tokens_value_unique',
      'ADD UNIQUE (value)',
      'ADD CONSTRAINT c CHECK (id > 0)',
      'ADD EXCLUDE USING btree (value WITH =)',
      'ALTER COLUMN value SET NOT NULL',
      'ALTER COLUMN id SET NOT NULL',
      'ALTER COLUMN id DROP NOT NULL',
      'ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY',
      'ALTER COLUMN value TYPE varchar(300)',
      'ALTER COLUMN value TYPE varchar',
      'ALTER COLUMN id TYPE numeric',
      'DROP CONSTRAINT tokens_value_set',
      'DROP COLUMN value',
      'SET UNLOGGED',
      'SET (fillfactor = 70)',
      'ALTER COLUMN value SET STATISTICS 5',
    ],
  },
  {
    table: 'orders',
    weight: 3,
    actions: [
      'ADD COLUMN a integer DEFAULT 1',
      'ADD COLUMN a integer REFERENCES teams (id)',
      'ADD COLUMN b timestamptz DEFAULT clock_timestamp()',
      'DROP CONSTRAINT orders_user_id_fkey',
      'DROP CONSTRAINT orders_pkey',
      'ADD PRIMARY KEY (id, quantity)',
      'ADD CONSTRAINT orders_teams FOREIGN KEY (quantity) REFERENCES teams (id)',
      'ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE',
      'ADD CONSTRAINT orders_users FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID',
      'VALIDATE CONSTRAINT orders_users',
      'ALTER COLUMN user_id SET NOT NULL',
      'ALTER COLUMN user_id TYPE integer',
      'ALTER COLUMN id TYPE integer',
      'ADD CHECK (quantity > 0)',
      'DROP COLUMN user_id',
      'DROP COLUMN quantity',
      'DISABLE TRIGGER ALL',
      'ALTER COLUMN quantity SET STATISTICS 5',
      'SET (autovacuum_enabled = false)',
    ],
  },
  {
    table: 'events',
    weight: 4,
    actions: [
      'ADD COLUMN a integer',
      'ADD COLUMN a double precision DEFAULT random()',
      'ADD COLUMN b integer REFERENCES teams (id)',
      'ADD COLUMN b integer CHECK (b > 0)',
      'ADD CONSTRAINT c CHECK (body IS NOT NULL)',
      'ALTER COLUMN body SET NOT NULL',
      'ALTER COLUMN kind SET NOT NULL',
      'ALTER COLUMN kind TYPE bigint',
      'ALTER COLUMN kind SET DEFAULT 3',
      'ALTER COLUMN body DROP NOT NULL',
      'DROP COLUMN body',
      'DROP COLUMN kind',
      'DROP CONSTRAINT events_kind_positive',
      'VALIDATE CONSTRAINT events_kind_positive',
      'ALTER COLUMN body SET STATISTICS 5',
      'ALTER COLUMN body SET STORAGE EXTERNAL',
      'OWNER TO CURRENT_USER',
      'ENABLE ROW LEVEL SECURITY',
      'DISABLE TRIGGER USER',
    ],
    since: {
      11: ['ADD PRIMARY KEY (id)', 'ADD UNIQUE (id, kind)', 'ADD FOREIGN KEY (kind) REFERENCES numbered (id)'],
    },
  },
  {
    table: 'papers',
    weight: 3,
    actions: [
      'ADD COLUMN a integer',
      'ADD COLUMN a double precision DEFAULT random()',
      'ADD COLUMN b integer REFERENCES teams (id)',
      'ADD COLUMN b integer UNIQUE',
      'ADD COLUMN b integer CHECK (b > 0)',
      'ADD CONSTRAINT c CHECK (body IS NOT NULL)',
      'ADD CONSTRAINT f FOREIGN KEY (pages) REFERENCES teams (id)',
      'ADD CONSTRAINT g FOREIGN KEY (pages) REFERENCES teams (id) NOT VALID',
      'ADD PRIMARY KEY (id)',
      'ADD UNIQUE (id)',
      'ALTER COLUMN body SET NOT NULL',
      'ALTER COLUMN pages TYPE bigint',
      'ALTER COLUMN pages SET DEFAULT 3',
      'ALTER COLUMN id DROP NOT NULL',
      'DROP COLUMN body',
      'DROP CONSTRAINT papers_pages_check',
      'DROP CONSTRAINT papers_pages_team',
      'VALIDATE CONSTRAINT papers_pages_team',
      'ADD CONSTRAINT papers_key PRIMARY KEY USING INDEX papers_id_unique',
      'ADD CONSTRAINT papers_unique UNIQUE USING INDEX papers_id_unique',
      'ADD EXCLUDE USING btree (id WITH =)',
      'VALIDATE CONSTRAINT papers_pages_positive',
      'ALTER COLUMN body SET STATISTICS 5',
      'ALTER COLUMN body SET STORAGE EXTERNAL',
      'SET (fillfactor = 70)',
      'OWNER TO CURRENT_USER',
      'DISABLE TRIGGER USER',
    ],
  },
];
