INSERT INTO settings (name, value, name) VALUES ('theme', 'dark', 'theme');
INSERT INTO settings (name, value) VALUES ('theme', 'dark')
    ON CONFLICT (name) DO UPDATE SET value = 'dark', value = 'light';
