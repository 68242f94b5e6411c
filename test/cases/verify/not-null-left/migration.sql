-- Up Migration
UPDATE app.posts SET title = '' WHERE title IS NULL;
ALTER TABLE app.posts DROP CONSTRAINT IF EXISTS posts_title_present;
ALTER TABLE app.posts ADD CONSTRAINT posts_title_present CHECK (title IS NOT NULL) NOT VALID;
ALTER TABLE app.posts VALIDATE CONSTRAINT posts_title_present;
ALTER TABLE app.posts ALTER COLUMN title SET NOT NULL;
-- Down Migration
ALTER TABLE app.posts DROP CONSTRAINT IF EXISTS posts_title_present;
