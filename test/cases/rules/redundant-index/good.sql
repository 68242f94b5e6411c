CREATE TABLE memberships (user_id bigint, team_id bigint, PRIMARY KEY (user_id, team_id));
CREATE INDEX IF NOT EXISTS memberships_team_id_idx ON memberships (team_id);
