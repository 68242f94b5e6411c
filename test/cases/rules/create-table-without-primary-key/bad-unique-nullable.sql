CREATE TABLE IF NOT EXISTS members (team_id bigint NOT NULL, user_id bigint UNIQUE);
