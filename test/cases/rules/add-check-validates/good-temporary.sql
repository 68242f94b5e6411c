CREATE TEMP TABLE scratch (total int) ON COMMIT DROP;
ALTER TABLE scratch ADD CONSTRAINT scratch_total_check CHECK (total >= 0);
