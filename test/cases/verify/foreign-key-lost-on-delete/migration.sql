-- Up Migration
ALTER TABLE app.posts DROP CONSTRAINT IF EXISTS posts_user_id_fkey;
ALTER TABLE app.posts ADD CONSTRAINT posts_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES app.users (id) ON DELETE SET NULL;
-- Down Migration
ALTER TABLE app.posts DROP CONSTRAINT IF EXISTS posts_user_id_fkey;
ALTER TABLE app.posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES app.users (id);
