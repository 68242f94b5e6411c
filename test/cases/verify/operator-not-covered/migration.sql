-- Up Migration
CREATE OPERATOR app.=~= (LEFTARG = text, RIGHTARG = text, FUNCTION = app.same);
-- Down Migration
DROP OPERATOR IF EXISTS app.=~= (text, text);
