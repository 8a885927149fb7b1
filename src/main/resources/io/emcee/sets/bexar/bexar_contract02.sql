-- revision: bexar_contract02
-- phase: contract
-- down_revision: bexar_contract01
-- depends_on: bexar_expand02
-- release: bexar
-- summary: the size of a volume loses its old name

ALTER TABLE volumes ADD CONSTRAINT volumes_size_present CHECK (size_gib IS NOT NULL) NOT VALID;

-- part
ALTER TABLE volumes VALIDATE CONSTRAINT volumes_size_present;

-- part
DROP TRIGGER volumes_size ON volumes;
ALTER TABLE volumes ALTER COLUMN size_gib SET NOT NULL;
ALTER TABLE volumes
    DROP CONSTRAINT volumes_size_present,
    DROP COLUMN size;
DROP FUNCTION volumes_size();
