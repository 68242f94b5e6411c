CREATE SCHEMA flowmaestro;
CREATE FUNCTION flowmaestro.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := CURRENT_TIMESTAMP;
    RETURN NEW;
END $$;
CREATE TABLE flowmaestro.users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE flowmaestro.workflows (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES flowmaestro.users (id) ON DELETE CASCADE,
    name varchar(255) NOT NULL,
    definition jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);
