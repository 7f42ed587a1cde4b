"""Update the module paths of tasks that were queued before their modules moved."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MOVED = {
    "assessment.reporting.tasks.make_report": "assessment.outputs.reports.tasks.make_report",
    "assessment.reminding.tasks.deliver": "assessment.site.reminders.tasks.deliver",
}


def follow(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rename(apps, MOVED)


def go_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rename(apps, {new: old for old, new in MOVED.items()})


def rename(apps: Apps, moved: dict[str, str]) -> None:
    results = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for before, after in moved.items():
        results.filter(task_path=before).update(task_path=after)


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0011_one_spelling_for_secret_links"),
        ("django_tasks_database", "0017_dbtaskresult_metadata"),
    ]

    operations = [migrations.RunPython(follow, go_back)]
