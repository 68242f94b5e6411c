-- file: 1700000000001_codes.sql
CREATE TABLE codes (code text NOT NULL CONSTRAINT codes_code_key UNIQUE);
-- file: 1700000000002_case.sql
ALTER TABLE codes ADD PRIMARY KEY (code), DROP CONSTRAINT codes_code_key;
