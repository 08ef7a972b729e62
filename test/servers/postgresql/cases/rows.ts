import type { Case } from './case.ts';

export const rows: readonly Case[] = [
  { sql: "INSERT INTO tokens VALUES (1000, 'x')" },
  { sql: 'INSERT INTO tokens SELECT id + 1000, value FROM tokens' },
  { sql: 'INSERT INTO orders SELECT id + 1000, user_id, 2 FROM orders' },
  { sql: "UPDATE users SET bio = 'x'" },
  { sql: 'UPDATE users SET team_id = 1 WHERE id > 5' },
  { sql: 'DELETE FROM lines' },
  { sql: 'DELETE FROM users WHERE id BETWEEN 300 AND 400' },
  { sql: 'DELETE FROM users WHERE id BETWEEN 401 AND 450', badRows: 'INSERT INTO orders VALUES (0, 401)' },
];
