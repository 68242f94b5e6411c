WITH gone AS (DELETE FROM sessions RETURNING user_id) INSERT INTO old_sessions (user_id) SELECT user_id FROM gone;
