-- revision: bexar_expand01
-- phase: expand
-- down_revision: austin
-- release: bexar
-- summary: servers gain host and port beside their address

ALTER TABLE servers
    ADD COLUMN host text,
    ADD COLUMN port integer;

-- An old service writes the address, a new one host and port. Whoever changes one side changes the other. The address
-- stays mandatory: the trigger fills it before PostgreSQL looks.
CREATE FUNCTION servers_address() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.host IS NULL
        OR TG_OP = 'UPDATE' AND NEW.address IS DISTINCT FROM OLD.address
    THEN
        NEW.host := substring(NEW.address FROM '^(.+):[0-9]+$');
        NEW.port := substring(NEW.address FROM ':([0-9]+)$');
    ELSIF TG_OP = 'INSERT' OR (NEW.host, NEW.port) IS DISTINCT FROM (OLD.host, OLD.port) THEN
        NEW.address := NEW.host || ':' || NEW.port;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER servers_address BEFORE INSERT OR UPDATE ON servers
    FOR EACH ROW EXECUTE FUNCTION servers_address();
