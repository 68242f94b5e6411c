-- Up Migration
ALTER TABLE app.events ALTER COLUMN id DROP DEFAULT;
ALTER SEQUENCE app.events_id_seq OWNED BY NONE;
-- Down Migration
ALTER TABLE app.events ALTER COLUMN id SET DEFAULT nextval('app.events_id_seq');
