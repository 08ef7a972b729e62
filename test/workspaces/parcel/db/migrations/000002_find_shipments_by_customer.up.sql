CREATE INDEX shipments_customer_id_idx ON shipments (customer_id);
