"""The two groups of people who write: Editors enter reports, Reviewers publish them."""

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

_ENTERED = ["report", "figure", "source", "citation", "variant"]
_REFERENCE = ["conflict", "side", "subject", "party", "outcome", "measure", "measureoutcome", "event"]
_EDITING = [f"{verb}_{model}" for model in _ENTERED for verb in ("add", "change", "delete", "view")]
_READING = [f"view_{model}" for model in _REFERENCE]
_UPLOADING = ["add_upload", "view_upload"]
_KEEPING = [f"{verb}_{model}" for model in ("party", "event") for verb in ("add", "change")]

PERMISSIONS = {
    "Editors": [*_EDITING, *_UPLOADING, *_READING],
    "Reviewers": [*_EDITING, *_UPLOADING, *_READING, *_KEEPING, "publish_report"],
}


def ensure_groups(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Make the groups and give them their permissions, after every ``migrate``.

    Only adds: a permission that an administrator gave a group besides stays.
    """
    create_permissions(sender, using=using, verbosity=0)
    for name, codenames in PERMISSIONS.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.using(using).filter(content_type__app_label=sender.label, codename__in=codenames)
        )
