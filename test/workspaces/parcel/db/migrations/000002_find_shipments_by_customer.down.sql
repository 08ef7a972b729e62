DROP INDEX shipments_customer_id_idx;
