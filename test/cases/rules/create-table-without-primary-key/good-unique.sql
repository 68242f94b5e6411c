CREATE TABLE IF NOT EXISTS members (
    team_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT members_key UNIQUE (team_id, user_id)
);
