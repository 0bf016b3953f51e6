from django.db import migrations


def copy(apps, schema_editor):
    letters = apps.get_model('letterbox', 'Letter').objects.using(schema_editor.connection.alias)
    receipts = apps.get_model('petitions', 'Receipt').objects.using(schema_editor.connection.alias)
    for row in receipts.select_related('petition__case').iterator():
        case = row.petition.case
        letters.create(
            code_digest=row.code_digest,
            pin_digest=row.pin_digest,
            unit_id=case.unit_id,
            kind=case.kind,
            received_on=case.opened_on,
            promised_on=row.promised_on,
            made_at=row.made_at,
            taken_at=row.made_at,
            case=case,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0001_create_petitions'),
        ('letterbox', '0001_create_letterbox'),
    ]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
