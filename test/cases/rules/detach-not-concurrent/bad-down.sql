-- Up Migration
ALTER TABLE measurements ATTACH PARTITION measurements_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- Down Migration
ALTER TABLE measurements DETACH PARTITION measurements_2027;
