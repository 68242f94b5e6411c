-- Up Migration
CREATE TABLE IF NOT EXISTS app.teams (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE IF NOT EXISTS app.team_members (
    team_id bigint NOT NULL REFERENCES app.teams (id),
    user_id bigint NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
-- Down Migration
DROP TABLE IF EXISTS app.teams;
DROP TABLE IF EXISTS app.team_members;
