"""The one way to erase what an event wrote: a function of the owner's, which the application may call."""

from django.db import migrations

CREATE = """
CREATE FUNCTION trail_erase_payload(erased bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('goldenthread.erasing', erased::text, true);
    DELETE FROM trail_payload WHERE event_id = erased;
    PERFORM set_config('goldenthread.erasing', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION trail_erase_payload(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_ledger")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION trail_erase_payload(bigint)")]
