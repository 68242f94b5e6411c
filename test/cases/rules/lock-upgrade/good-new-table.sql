CREATE TABLE IF NOT EXISTS regions (code text, name text);
INSERT INTO regions (code, name) VALUES ('eu', 'Europe');
ALTER TABLE regions ADD PRIMARY KEY (code);
