-- Migration: Add Surveys
-- Created: 2025-02-03
-- Description: Surveys with their questions, and what users answered.

-- Up Migration
CREATE TABLE IF NOT EXISTS app.surveys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
    title text NOT NULL CHECK (title <> ''),
    closes_at timestamptz
);
CREATE TABLE IF NOT EXISTS app.questions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    survey_id uuid NOT NULL REFERENCES app.surveys (id) ON DELETE CASCADE,
    position integer NOT NULL,
    text text NOT NULL,
    UNIQUE (survey_id, position)
);
CREATE TABLE IF NOT EXISTS app.answers (
    question_id uuid NOT NULL REFERENCES app.questions (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES app.users (id) ON DELETE CASCADE,
    value jsonb NOT NULL,
    PRIMARY KEY (question_id, user_id)
);
CREATE INDEX IF NOT EXISTS answers_user_id_idx ON app.answers (user_id);
CREATE OR REPLACE VIEW app.survey_results AS
    SELECT q.survey_id, q.position, count(a.user_id) AS answers
    FROM app.questions q LEFT JOIN app.answers a ON a.question_id = q.id
    GROUP BY q.survey_id, q.position;
-- Down Migration
DROP VIEW IF EXISTS app.survey_results;
DROP TABLE IF EXISTS app.surveys;
DROP TABLE IF EXISTS app.questions;
DROP TABLE IF EXISTS app.answers;
