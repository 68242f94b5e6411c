CREATE TABLE countries (code text PRIMARY KEY, name text);
INSERT INTO countries VALUES ('at', 'Austria');
CREATE TEMP TABLE ids AS SELECT id FROM orders;
INSERT INTO ids SELECT id FROM payments;
