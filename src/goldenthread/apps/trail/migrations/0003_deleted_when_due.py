from django.db import migrations

# The one way to delete a row of a table that only grows until it is due: a function of the owner's, which the
# application may call. The row's own trigger lets it pass, and it is written down that it went.
ERASE = """
CREATE FUNCTION trail_erase_due(erased text, keys bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                   WHERE c.relnamespace = 'public'::regnamespace AND c.relname = erased
                     AND t.tgname LIKE 'pgtrigger_deleted_when_due%') THEN
        RAISE EXCEPTION 'Rows of % are not deleted by the schedule.', erased;
    END IF;
    PERFORM set_config('goldenthread.due', erased, true);
    EXECUTE format('DELETE FROM %I WHERE id = ANY($1)', erased) USING keys;
    PERFORM set_config('goldenthread.due', '', true);
    INSERT INTO trail_erased ("table", ids, transaction_started)
    VALUES (erased, keys, transaction_timestamp());
END $$;
REVOKE EXECUTE ON FUNCTION trail_erase_due(text, bigint[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0002_what_only_grows'),
    ]

    operations = [
        migrations.RunSQL(ERASE, 'DROP FUNCTION trail_erase_due(text, bigint[])'),
    ]
