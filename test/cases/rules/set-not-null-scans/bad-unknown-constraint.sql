-- file: 1700000000001_validate.sql
ALTER TABLE orders VALIDATE CONSTRAINT note_given;
-- file: 1700000000002_case.sql
ALTER TABLE orders ALTER COLUMN "noteText" SET NOT NULL;
