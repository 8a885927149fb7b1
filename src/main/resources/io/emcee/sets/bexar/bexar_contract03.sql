-- revision: bexar_contract03
-- phase: contract
-- down_revision: bexar_contract02
-- depends_on: bexar_expand03
-- release: bexar
-- summary: status becomes mandatory and the number of the state goes

ALTER TABLE servers ADD CONSTRAINT servers_status_present CHECK (status IS NOT NULL) NOT VALID;

-- part
ALTER TABLE servers VALIDATE CONSTRAINT servers_status_present;

-- part
DROP INDEX CONCURRENTLY IF EXISTS servers_state_idx;

-- part
DROP TRIGGER servers_status ON servers;
ALTER TABLE servers
    ALTER COLUMN status SET NOT NULL,
    ALTER COLUMN status SET DEFAULT 'building';
ALTER TABLE servers
    DROP CONSTRAINT servers_status_present,
    DROP COLUMN state;
DROP FUNCTION servers_status();
