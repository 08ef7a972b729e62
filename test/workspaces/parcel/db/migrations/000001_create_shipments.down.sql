DROP TABLE shipments;
DROP TABLE customers;
