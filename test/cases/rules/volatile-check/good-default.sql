CREATE TABLE offers (id bigint PRIMARY KEY, created_at timestamptz DEFAULT now(), ends_at timestamptz, CONSTRAINT offers_check CHECK (ends_at > created_at));
