COPY orders TO '/var/lib/orders.csv';
COPY orders TO PROGRAM 'gzip > /var/lib/orders.gz';
SELECT lo_import('/etc/passwd');
CREATE TABLESPACE fast LOCATION '/mnt/fast';
