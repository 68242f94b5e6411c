-- Up Migration
ALTER TABLE app.books ADD COLUMN IF NOT EXISTS author_id bigint;
ALTER TABLE app.books DROP CONSTRAINT IF EXISTS books_author_id_fkey;
ALTER TABLE app.books ADD CONSTRAINT books_author_id_fkey
    FOREIGN KEY (author_id) REFERENCES app.authors (id) ON DELETE RESTRICT NOT VALID;
ALTER TABLE app.books VALIDATE CONSTRAINT books_author_id_fkey;
-- Down Migration
ALTER TABLE app.books DROP COLUMN IF EXISTS author_id;
