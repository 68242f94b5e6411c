-- Up Migration
CREATE PUBLICATION warehouse FOR TABLE orders;
-- Down Migration
DROP PUBLICATION IF EXISTS warehouse;
