CREATE TABLE IF NOT EXISTS regions (code text, name text);
ALTER TABLE regions ADD PRIMARY KEY (code);
INSERT INTO regions (code, name) VALUES ('eu', 'Europe'), ('us', 'United States');
CREATE INDEX IF NOT EXISTS regions_name_idx ON regions (name);
UPDATE regions SET name = upper(name);
