-- pgmaestro-ignore unvalidated-statement-kind: labels take no lock on the table
SECURITY LABEL FOR anon ON COLUMN users.email IS 'MASKED WITH FUNCTION anon.fake_email()';
