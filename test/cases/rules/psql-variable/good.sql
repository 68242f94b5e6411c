INSERT INTO settings (name, value) VALUES ('tenant', 'acme') ON CONFLICT (name) DO NOTHING;
