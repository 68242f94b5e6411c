CREATE ROLE app LOGIN VALID UNTIL '2030-01-01';
ALTER ROLE app PASSWORD '${APP_PASSWORD}';
CREATE TABLE credentials (kind text CHECK (kind IN ('password', 'token')), token text DEFAULT '');
COMMENT ON COLUMN credentials.token IS 'Encrypted, never in clear.';
UPDATE credentials SET token = '' WHERE kind = 'password';
