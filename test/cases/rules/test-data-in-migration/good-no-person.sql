INSERT INTO settings (name, value) VALUES ('from', 'no-reply@example.com'), ('site', 'https://example.com');
INSERT INTO test_results (passed) VALUES (true);
