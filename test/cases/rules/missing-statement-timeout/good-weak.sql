CREATE TABLE IF NOT EXISTS regions (code text PRIMARY KEY);
CREATE INDEX IF NOT EXISTS regions_code_idx ON regions (code text_pattern_ops);
