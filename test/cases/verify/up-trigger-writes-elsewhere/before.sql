CREATE SCHEMA app;
CREATE TABLE app.stock (id bigint PRIMARY KEY, amount integer NOT NULL);
CREATE TABLE app.stock_history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stock_id bigint NOT NULL, amount integer NOT NULL);
CREATE FUNCTION app.keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO app.stock_history (stock_id, amount) VALUES (OLD.id, OLD.amount);
    RETURN NEW;
END $$;
CREATE TRIGGER stock_history AFTER UPDATE ON app.stock FOR EACH ROW EXECUTE FUNCTION app.keep_history();
INSERT INTO app.stock VALUES (1, 7), (2, 0);
