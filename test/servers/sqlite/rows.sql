INSERT INTO orgs (id, name) VALUES (1, 'one'), (2, 'two');
INSERT INTO users (id, org_id, name, email, age, score, bio, code, a, b, legacy_id, zip, born, plain)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
  SELECT i, 1 + i % 2, 'name ' || i, 'e' || i || '@example.com', 20 + i % 50, i + 0.5, 'bio ' || i, 'code ' || i, i, -i, 1, 'zip ' || i,
    '2000-01-01', 'plain ' || i FROM n;
INSERT INTO orders (id, user_id, total, note)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
  SELECT i, i, i + 0.25, 'note ' || i FROM n WHERE i > 10;
INSERT INTO tags (name, weight)
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows) SELECT 'a tag called ' || i, i FROM n;
INSERT INTO settings (name, value) VALUES ('theme', 'dark');
