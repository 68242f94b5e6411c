ALTER TABLE offers ADD CONSTRAINT offers_ends_at_check CHECK (ends_at > created_at AND lower(code) = code) NOT VALID;
