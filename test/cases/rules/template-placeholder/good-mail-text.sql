INSERT INTO mail_texts (name, body) VALUES ('welcome', 'Hello {{name}}, your code is ${code}.')
ON CONFLICT (name) DO NOTHING;
