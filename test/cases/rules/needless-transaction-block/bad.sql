-- Migration: Regions
BEGIN;
CREATE TABLE IF NOT EXISTS regions (code text PRIMARY KEY);
COMMIT;
