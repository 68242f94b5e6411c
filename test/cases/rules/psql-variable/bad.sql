INSERT INTO settings (name, value) VALUES ('tenant', :'tenant');
UPDATE settings SET value = :limit WHERE name = :'tenant';
