CREATE TYPE mood AS ENUM ('a', 'b');
CREATE DOMAIN plain AS int;
CREATE DOMAIN checked AS int CHECK (VALUE > 0);
CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE SEQUENCE counter;
CREATE TABLE ref (id int PRIMARY KEY);
INSERT INTO ref SELECT generate_series(1, 100);
CREATE TABLE t (
    id bigint PRIMARY KEY, a int NOT NULL, b int, c text, v varchar(50), vi varchar(50), w varchar(50), n numeric(10, 2), ch char(10),
    ts timestamp, tz timestamptz, m mood, d plain, r int, bits varbit(10), net cidr, g int GENERATED ALWAYS AS (1) STORED
);
INSERT INTO t (id, a, b, c, v, vi, n, ch, ts, tz, m, d, r)
SELECT i, i, i, 'text', 'v', 'v' || i, 1.5, 'ch', now(), now(), 'a', 1, 1 + i % 100 FROM generate_series(1, 1000) AS i;
CREATE INDEX t_b ON t (b);
CREATE INDEX t_vi ON t (vi);
CREATE UNIQUE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_bu ON t (b);
CREATE TABLE fk (id int PRIMARY KEY, t_id bigint REFERENCES t (id));
CREATE TABLE free (id int, other int);
INSERT INTO free SELECT i, i FROM generate_series(1, 1000) AS i;
CREATE TABLE identified (id int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ADD CONSTRAINT check_nv CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT b_filled CHECK (b IS NOT NULL) NOT VALID;
ALTER TABLE t ADD CONSTRAINT c_filled CHECK (c IS NOT NULL AND (v IS NOT NULL));
ALTER TABLE t ADD CONSTRAINT key_nv FOREIGN KEY (r) REFERENCES ref (id) NOT VALID;
CREATE TRIGGER fire AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION fired();
CREATE VIEW seen AS SELECT id FROM ref;
CREATE MATERIALIZED VIEW kept AS SELECT id FROM ref;
CREATE UNIQUE INDEX kept_id ON kept (id);
CREATE POLICY rule ON t USING (true);
CREATE TABLE parted (id int NOT NULL, k int, x int) PARTITION BY RANGE (k);
CREATE TABLE part1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
CREATE TABLE part2 (id int NOT NULL, k int, x int);
INSERT INTO parted SELECT i % 10, i % 10, i FROM generate_series(1, 1000) AS i;
INSERT INTO part2 SELECT 1, 15, i FROM generate_series(1, 1000) AS i;
CREATE TABLE parent (id int);
CREATE TABLE named (name varchar(10) PRIMARY KEY);
CREATE TABLE naming (name varchar(10) REFERENCES named (name));
ANALYZE;
