"""Our signatures against examples that others computed."""

from dataclasses import replace

from notifications.channels.aliyun import authorization as aliyun_authorization
from notifications.channels.aliyun import canonical_query
from notifications.channels.tencent import authorization as tencent_authorization
from yichang_renda.channels import SmsAccount


def test_tencent_signature_equals_that_of_the_official_library():
    """Computed with tencentcloud-sdk-python-common 3.1.153."""
    account = SmsAccount(key_id="fake-id", key_secret="fake-key-secret")
    body = '{"PhoneNumberSet":["+8613812345678"],"SignName":"联络站"}'.encode()
    host = "sms.tencentcloudapi.com"
    assert tencent_authorization(account, host, body, 1795330800) == (
        "TC3-HMAC-SHA256 Credential=fake-id/2026-11-22/sms/tc3_request, "
        "SignedHeaders=content-type;host, "
        "Signature=522a354b583ad4466652b02b6716e3aa9bdc84e35cc57026f9259305d65fb0e4"
    )


def test_aliyun_signature_equals_the_published_example(settings):
    """From Aliyun's description of the V3 signature (fixed parameters, RunInstances)."""
    account = replace(
        settings.NOTIFY.aliyun, key_id="YourAccessKeyId", key_secret="YourAccessKeySecret"
    )
    query = canonical_query(
        {
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        }
    )
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    assert aliyun_authorization(account, query, headers).endswith(
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )
