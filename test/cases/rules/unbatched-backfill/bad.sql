UPDATE orders SET total_cents = total * 100;
