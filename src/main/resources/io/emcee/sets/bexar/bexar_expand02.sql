-- revision: bexar_expand02
-- phase: expand
-- down_revision: bexar_expand01
-- release: bexar
-- summary: the size of a volume gets a name that tells its unit

ALTER TABLE volumes ADD COLUMN size_gib integer;

-- To rename a column would stop the old service at once, so both names live until contract.
CREATE FUNCTION volumes_size() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.size_gib IS NULL
        OR TG_OP = 'UPDATE' AND NEW.size IS DISTINCT FROM OLD.size
    THEN
        NEW.size_gib := NEW.size;
    ELSIF TG_OP = 'INSERT' OR NEW.size_gib IS DISTINCT FROM OLD.size_gib THEN
        NEW.size := NEW.size_gib;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER volumes_size BEFORE INSERT OR UPDATE ON volumes
    FOR EACH ROW EXECUTE FUNCTION volumes_size();
