from django.db import migrations

from danvan.law.collation import fold, sort_key


def fill(apps, schema_editor):
    """Give every account and post what lists sort and search by."""
    del schema_editor
    for user in apps.get_model("accounts", "User").objects.iterator():
        user.sort_key, user.search = sort_key(user.username), fold(user.username)[:300]
        user.save(update_fields=["sort_key", "search"])
    for post in apps.get_model("accounts", "Post").objects.iterator():
        post.sort_key = sort_key(post.title)
        post.search = fold(f"{post.title} {post.title_en}")[:420]
        post.save(update_fields=["sort_key", "search"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_add_slips_and_handovers"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
