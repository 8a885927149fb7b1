-- revision: bexar_contract01
-- phase: contract
-- down_revision: austin
-- depends_on: bexar_expand01
-- release: bexar
-- summary: host and port become mandatory and address goes

ALTER TABLE servers
    ADD CONSTRAINT servers_host_and_port CHECK (host IS NOT NULL AND port IS NOT NULL) NOT VALID;

-- part
ALTER TABLE servers VALIDATE CONSTRAINT servers_host_and_port;

-- part
DROP TRIGGER servers_address ON servers;
-- The validated check spares SET NOT NULL its scan of the table, so it goes in a statement after that.
ALTER TABLE servers
    ALTER COLUMN host SET NOT NULL,
    ALTER COLUMN port SET NOT NULL;
ALTER TABLE servers
    DROP CONSTRAINT servers_host_and_port,
    DROP COLUMN address;
DROP FUNCTION servers_address();
