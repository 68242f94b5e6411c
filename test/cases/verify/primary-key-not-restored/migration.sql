-- Up Migration
ALTER TABLE app.memberships DROP CONSTRAINT IF EXISTS memberships_pkey;
ALTER TABLE app.memberships ADD CONSTRAINT memberships_pkey PRIMARY KEY (id, team_id);
-- Down Migration
ALTER TABLE app.memberships DROP CONSTRAINT IF EXISTS memberships_pkey;
