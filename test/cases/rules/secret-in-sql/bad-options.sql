CREATE USER MAPPING IF NOT EXISTS FOR app SERVER warehouse
    OPTIONS (user 'app', password 'correct-horse');
CREATE SUBSCRIPTION orders
    CONNECTION 'host=db.example.com dbname=shop user=copy password=correct-horse'
    PUBLICATION orders;
