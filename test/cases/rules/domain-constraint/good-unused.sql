-- file: 1700000000001_domain.sql
CREATE DOMAIN email_address AS text;
-- file: 1700000000002_case.sql
ALTER DOMAIN email_address SET NOT NULL;
