ALTER TABLE shipments DROP CONSTRAINT shipments_customer_id_fkey;
