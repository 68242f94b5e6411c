CREATE VIEW app.active_users AS SELECT 1 AS id;
