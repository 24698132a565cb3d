from dataclasses import replace

import pytest

from tests.notifications.fake_provider import KEY_ID, KEY_SECRET, FakeProvider


@pytest.fixture
def provider(settings):
    """The fake provider, allowed as a host and set as the address of both SMS providers."""
    fake = FakeProvider().start()
    account = {
        "key_id": KEY_ID,
        "key_secret": KEY_SECRET,
        "sign_name": "联络站",
        "base_url": fake.url,
        "templates": {"confirm": "SMS_77", "notice": "SMS_78"},
    }
    settings.NOTIFY = replace(
        settings.NOTIFY,
        sms_provider="tencent",
        tencent=replace(settings.NOTIFY.tencent, app_id="1400006666", **account),
        aliyun=replace(settings.NOTIFY.aliyun, **account),
        allowed_hosts=(fake.url,),
        timeout=(1, 0.4),
    )
    yield fake
    fake.stop()


@pytest.fixture
def use_aliyun(settings, provider):
    settings.NOTIFY = replace(settings.NOTIFY, sms_provider="aliyun")
