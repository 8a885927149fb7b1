-- revision: bexar_expand03
-- phase: expand
-- down_revision: bexar_expand02
-- release: bexar
-- summary: servers gain a status in words beside the number of their state

CREATE TYPE server_status AS ENUM ('building', 'active', 'stopped', 'failed');

-- The default of state goes to the trigger: with it, an insert of status alone would look like an insert of both.
ALTER TABLE servers
    ADD COLUMN status server_status,
    ALTER COLUMN state DROP DEFAULT;

CREATE FUNCTION servers_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    words text[] := ARRAY['building', 'active', 'stopped', 'failed'];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.status IS NULL THEN
        NEW.state := coalesce(NEW.state, 0);
        NEW.status := words[NEW.state + 1];
    ELSIF TG_OP = 'UPDATE' AND NEW.state IS DISTINCT FROM OLD.state THEN
        NEW.status := words[NEW.state + 1];
    ELSIF TG_OP = 'INSERT' OR NEW.status IS DISTINCT FROM OLD.status THEN
        NEW.state := array_position(words, NEW.status::text) - 1;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER servers_status BEFORE INSERT OR UPDATE ON servers
    FOR EACH ROW EXECUTE FUNCTION servers_status();

-- part
CREATE INDEX CONCURRENTLY servers_status_idx ON servers (status);
