CREATE TEMPORARY TABLE imported (id bigint, email text);
CREATE INDEX imported_email_idx ON imported (email);
