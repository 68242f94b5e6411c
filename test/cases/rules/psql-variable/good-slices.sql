INSERT INTO totals (day, sums)
SELECT day, sums[1:days] || sums[:days] || '{1}'::integer[] FROM old_totals WHERE note <> ':name';
