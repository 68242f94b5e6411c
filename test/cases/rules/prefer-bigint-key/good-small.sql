-- config: {"smallTables": ["kinds"]}
CREATE TABLE IF NOT EXISTS kinds (id smallint PRIMARY KEY, name text NOT NULL);
