"""The people who write: their accounts, and their two groups. Editors enter reports, Reviewers publish them."""

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

__all__ = ["PERMISSIONS", "check_name", "create_editor", "ensure_groups"]

_ENTERED = ["report", "figure", "source", "citation", "variant"]
_REFERENCE = ["conflict", "side", "subject", "party", "outcome", "measure", "measureoutcome", "event"]
_EDITING = [f"{verb}_{model}" for model in _ENTERED for verb in ("add", "change", "delete", "view")]
_READING = [f"view_{model}" for model in _REFERENCE]
# How far we have looked, and which steps are no new losses, is for those to say who read the statements.
_LOOKING = [f"{verb}_{model}" for model in ("coverage", "adjustment") for verb in ("add", "change", "view")]
_UPLOADING = ["add_upload", "view_upload"]
_KEEPING = [f"{verb}_{model}" for model in ("party", "event") for verb in ("add", "change")]

PERMISSIONS = {
    "Editors": [*_EDITING, *_LOOKING, *_UPLOADING, *_READING],
    "Reviewers": [*_EDITING, *_LOOKING, *_UPLOADING, *_READING, *_KEEPING, "publish_report"],
}


def check_name(name: str) -> str:
    """``name`` as it will be stored. Raises ValidationError if it is empty, malformed or taken."""
    user_model = get_user_model()
    name = user_model.normalize_username(name.strip())
    if not name:
        raise ValidationError(_("A name is needed."))
    user_model._meta.get_field("username").run_validators(name)
    if user_model.objects.filter(username__iexact=name).exists():
        raise _taken(name)
    return name


@transaction.atomic
def create_editor(*, name: str, password: str, reviewer: bool = False) -> AbstractUser:
    """A staff user in the group Editors, or Reviewers. Raises ValidationError, Group.DoesNotExist before migration."""
    name = check_name(name)
    user = get_user_model()(username=name, is_staff=True)
    validate_password(password, user)
    user.set_password(password)
    group = Group.objects.get(name="Reviewers" if reviewer else "Editors")
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise _taken(name) from None
    user.groups.add(group)
    return user


def _taken(name: str) -> ValidationError:
    return ValidationError(_("There is a user named %(name)s already."), params={"name": name})


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
