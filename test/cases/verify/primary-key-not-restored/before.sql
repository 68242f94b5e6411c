CREATE SCHEMA app;
CREATE TABLE app.memberships (id bigint NOT NULL, user_id bigint NOT NULL, team_id bigint NOT NULL, CONSTRAINT memberships_pkey PRIMARY KEY (id));
