CREATE SCHEMA flowmaestro;
CREATE TABLE flowmaestro.workflows (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name varchar(255) NOT NULL,
    definition jsonb NOT NULL,
    version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);
