INSERT INTO settings (name, value) VALUES ('mails', 'off') ON CONFLICT (name) DO NOTHING;
