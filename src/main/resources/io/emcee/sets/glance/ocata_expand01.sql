-- revision: ocata_expand01
-- phase: expand
-- down_revision: mitaka02
-- release: ocata
-- summary: images gain a visibility beside is_public

CREATE TYPE image_visibility AS ENUM ('private', 'public', 'shared', 'community');

-- New services write visibility only, so is_public must be allowed to be missing until the trigger fills it.
ALTER TABLE images
    ADD COLUMN visibility image_visibility,
    ALTER COLUMN is_public DROP NOT NULL;

-- Services of both releases write at the same time. Each of them names the column it knows, the trigger the other.
CREATE FUNCTION insert_visibility() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.is_public IS NULL) = (NEW.visibility IS NULL) THEN
        RAISE EXCEPTION 'Invalid visibility value'
            USING ERRCODE = 'check_violation', HINT = 'Insert an image with either is_public or visibility.';
    ELSIF NEW.visibility IS NULL THEN
        NEW.visibility := CASE WHEN NEW.is_public THEN 'public' ELSE 'shared' END;
    ELSE
        NEW.is_public := NEW.visibility = 'public';
    END IF;
    RETURN NEW;
END
$$;

-- Changed means a new value, not a named column: a service may well write back what it has read.
CREATE FUNCTION update_visibility() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_public_changed boolean := NEW.is_public IS DISTINCT FROM OLD.is_public;
    visibility_changed boolean := NEW.visibility IS DISTINCT FROM OLD.visibility;
BEGIN
    IF is_public_changed AND visibility_changed
        OR is_public_changed AND NEW.is_public IS NULL
        OR visibility_changed AND NEW.visibility IS NULL
    THEN
        RAISE EXCEPTION 'Invalid visibility value'
            USING ERRCODE = 'check_violation', HINT = 'Change either is_public or visibility, and not to NULL.';
    ELSIF is_public_changed THEN
        NEW.visibility := CASE WHEN NEW.is_public THEN 'public' ELSE 'shared' END;
    ELSIF visibility_changed THEN
        NEW.is_public := NEW.visibility = 'public';
    END IF;
    RETURN NEW;
END
$$;

-- In the transaction that adds the column, so that no row is ever written without them.
CREATE TRIGGER insert_visibility BEFORE INSERT ON images
    FOR EACH ROW EXECUTE FUNCTION insert_visibility();
-- Not called where there is nothing to do: most updates change neither, and the migration writes what fits already.
CREATE TRIGGER update_visibility BEFORE UPDATE ON images
    FOR EACH ROW
    WHEN (NEW.is_public IS DISTINCT FROM OLD.is_public
        OR NEW.is_public IS DISTINCT FROM (NEW.visibility = 'public')
        OR NEW.visibility IS NULL AND OLD.visibility IS NOT NULL)
    EXECUTE FUNCTION update_visibility();

-- part
CREATE INDEX CONCURRENTLY visibility_image_idx ON images (visibility);
