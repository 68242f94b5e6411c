-- Up Migration
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS idx_articles_title_trgm ON app.articles USING gin (title gin_trgm_ops);
-- Down Migration
DROP INDEX IF EXISTS app.idx_articles_title_trgm;
