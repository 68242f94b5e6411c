-- file: 1700000000001_orders.sql
CREATE DOMAIN email AS text;
CREATE TABLE orders (
    id bigint PRIMARY KEY, a varchar(20), b text, c numeric(10, 2), d numeric(10, 2), e timestamp(3), f cidr,
    g varbit(3), h text, i email, j time(3), k interval(3), l integer, m varchar(10)[], n char(5), o text COLLATE "C",
    p citext, q text, r numeric(10), s timestamptz(3), t interval year to month
);
-- file: 1700000000002_kept.sql
ALTER TABLE orders
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN b TYPE varchar,
    ALTER COLUMN c TYPE numeric(12, 2),
    ALTER COLUMN d TYPE numeric,
    ALTER COLUMN e TYPE timestamp,
    ALTER COLUMN f TYPE inet,
    ALTER COLUMN g TYPE bit varying(9),
    ALTER COLUMN h TYPE email,
    ALTER COLUMN i TYPE text,
    ALTER COLUMN j TYPE time(6),
    ALTER COLUMN k TYPE interval,
    ALTER COLUMN l TYPE int4,
    ALTER COLUMN m TYPE varchar[],
    ALTER COLUMN n TYPE character(5) USING n,
    ALTER COLUMN o TYPE text COLLATE "de_DE",
    ALTER COLUMN p TYPE text,
    ALTER COLUMN q TYPE citext,
    ALTER COLUMN r TYPE decimal(12, 0),
    ALTER COLUMN s TYPE timestamptz(6),
    ALTER COLUMN t TYPE interval(3);
