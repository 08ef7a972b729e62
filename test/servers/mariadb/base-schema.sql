CREATE TABLE org (id INT NOT NULL PRIMARY KEY, name VARCHAR(50)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE t (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20), email VARCHAR(50), code VARCHAR(20) NOT NULL,
  bio TEXT, status ENUM('a','b','c'), age INT NOT NULL DEFAULT 0, nn INT, amount DECIMAL(10,2), dt DATETIME, ts TIMESTAMP NULL,
  org_id INT, org2_id INT, latin VARCHAR(50) CHARACTER SET latin1, u3 VARCHAR(50) CHARACTER SET utf8mb3, flag TINYINT(1),
  KEY ix_age (age), KEY ix_org2 (org2_id), UNIQUE KEY uq_code (code),
  CONSTRAINT t_fk2 FOREIGN KEY (org2_id) REFERENCES org(id), CONSTRAINT t_ck CHECK (age >= 0)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE nopk (id INT NOT NULL, name VARCHAR(20), KEY ix_id (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE calc (id INT NOT NULL PRIMARY KEY, a INT, b INT, v INT AS (a + 1) VIRTUAL, s INT AS (a + 2) STORED) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE words (id INT NOT NULL PRIMARY KEY, title VARCHAR(100), body TEXT, FULLTEXT KEY ft_title (title)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE places (id INT NOT NULL PRIMARY KEY, spot POINT NOT NULL) ENGINE=InnoDB;
CREATE TABLE part (id INT NOT NULL PRIMARY KEY, name VARCHAR(20)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
  PARTITION BY RANGE(id) (PARTITION p0 VALUES LESS THAN (100), PARTITION p1 VALUES LESS THAN (10000000));
CREATE TABLE hashed (id INT NOT NULL PRIMARY KEY, name VARCHAR(20)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 PARTITION BY HASH(id) PARTITIONS 4;
INSERT INTO org SELECT seq, concat('org', seq) FROM seq_1_to_40;
INSERT INTO t (id, name, email, code, bio, status, age, nn, amount, dt, ts, org_id, org2_id, latin, u3, flag)
  SELECT seq, concat('n', seq), concat('e', seq), concat('c', seq), 'bio', 'a', seq, seq, seq, '2024-01-01', '2024-01-01', seq, seq, 'l', 'u', 1 FROM seq_1_to_40;
INSERT INTO nopk SELECT seq, 'n' FROM seq_1_to_40;
INSERT INTO calc (id, a, b) SELECT seq, seq, seq FROM seq_1_to_40;
INSERT INTO words SELECT seq, concat('title', seq), 'body' FROM seq_1_to_40;
INSERT INTO places SELECT seq, POINT(seq, seq) FROM seq_1_to_40;
INSERT INTO part SELECT seq, 'n' FROM seq_1_to_40;
INSERT INTO hashed SELECT seq, 'n' FROM seq_1_to_40;
CREATE TABLE ledger (entry INT) ENGINE=InnoDB;
