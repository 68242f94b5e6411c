-- Up Migration
ALTER TABLE app.articles ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', coalesce(body, '')), 'B')
) STORED;
CREATE INDEX IF NOT EXISTS articles_search_idx ON app.articles USING gin (search);
CREATE OR REPLACE FUNCTION app.search_articles(words text) RETURNS SETOF app.articles LANGUAGE sql STABLE AS $$
    SELECT * FROM app.articles
    WHERE search @@ websearch_to_tsquery('english', words)
    ORDER BY ts_rank(search, websearch_to_tsquery('english', words)) DESC
$$;
GRANT EXECUTE ON FUNCTION app.search_articles(text) TO pg_read_all_data;
-- Down Migration
DROP FUNCTION IF EXISTS app.search_articles(text);
ALTER TABLE app.articles DROP COLUMN IF EXISTS search;
