CREATE SUBSCRIPTION mirror CONNECTION 'host=primary dbname=shop' PUBLICATION warehouse;
