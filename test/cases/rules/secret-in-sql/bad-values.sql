SET LOCAL app.encryption_key = 'correct-horse-battery';
UPDATE users SET email_encrypted = pgp_sym_encrypt(email, 'correct-horse-battery') WHERE id < 1000;
INSERT INTO settings (name, value) VALUES ('storage', 'AKIAIOSFODNN7EXAMPLE'), ('queue', 'amqp://shop:correct-horse@mq:5672');
