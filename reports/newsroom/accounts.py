"""Accounts of the people who write."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

__all__ = ["check_name", "create_editor"]


def check_name(name: str) -> str:
    """``name`` as it will be kept. Raises ValidationError if it is empty, malformed or taken."""
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
