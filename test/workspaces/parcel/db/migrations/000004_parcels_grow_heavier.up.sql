ALTER TABLE shipments ALTER COLUMN weight TYPE integer;
