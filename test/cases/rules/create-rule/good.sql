CREATE TRIGGER order_totals_insert INSTEAD OF INSERT ON order_totals
    FOR EACH ROW EXECUTE FUNCTION insert_order();
