CREATE DOMAIN email_address AS text NOT NULL CHECK (VALUE LIKE '%@%');
