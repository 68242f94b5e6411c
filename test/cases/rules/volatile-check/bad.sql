ALTER TABLE offers ADD CONSTRAINT offers_ends_at_check CHECK (ends_at > now()) NOT VALID;
