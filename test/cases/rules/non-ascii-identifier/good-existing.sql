UPDATE bestellungen SET größe = 1 WHERE id = 5;
