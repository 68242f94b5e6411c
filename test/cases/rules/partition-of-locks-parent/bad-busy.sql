-- config: {"busyTables": ["app.measurements"]}
CREATE TABLE IF NOT EXISTS app.measurements_2027 PARTITION OF app.measurements FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
