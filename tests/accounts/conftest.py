import pytest
from django.test import Client

from accounts.models import Post
from tests.factories.accounts import make_staff


@pytest.fixture
def manager(tree):
    """Manages the accounts of 西陵区."""
    return make_staff(tree.xiling, role=Post.Role.MANAGER, username="guanli", name="管一民")


@pytest.fixture
def clerk(tree):
    """Works in 云集街道, within 西陵区."""
    return make_staff(tree.yunji, username="banli", name="办小云")


@pytest.fixture
def manager_client(manager) -> Client:
    client = Client()
    client.force_login(manager)
    return client
