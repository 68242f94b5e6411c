-- file: 1700000000001_weight.sql
CREATE DOMAIN weight AS integer CHECK (VALUE > 0);
-- file: 1700000000002_parcels.sql
CREATE TABLE parcels (id bigint PRIMARY KEY, weight weight);
ALTER TABLE parcels ADD COLUMN tare weight;
