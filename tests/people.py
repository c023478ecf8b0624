"""People at the desk."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from tests import records


@pytest.fixture
def editor(db: None) -> AbstractUser:
    return records.user("Editors")


@pytest.fixture
def reviewer(db: None) -> AbstractUser:
    return records.user("Reviewers")


@pytest.fixture
def desk(editor: AbstractUser) -> Client:
    """A browser in which the editor is logged in."""
    return logged_in(editor)


@pytest.fixture
def review_desk(reviewer: AbstractUser) -> Client:
    return logged_in(reviewer)


def logged_in(user: AbstractUser) -> Client:
    client = Client()
    client.force_login(user)
    return client
