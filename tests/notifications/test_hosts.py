"""The server calls listed origins only, whatever a form or a setting says."""

from dataclasses import replace

import pytest
from environ import Env

from notifications.channels.hosts import check_url
from yichang_renda.channels import from_env


@pytest.fixture
def private_host(settings):
    hosts = ("https://qyapi.weixin.qq.com", "http://10.1.2.3:8080")
    settings.NOTIFY = replace(settings.NOTIFY, allowed_hosts=hosts)


@pytest.mark.parametrize(
    "url",
    [
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://qyapi.weixin.qq.com:443/x",
        "https://QYAPI.weixin.qq.com/x",
        "http://10.1.2.3:8080/cgi-bin/webhook/send?key=1",
    ],
)
def test_listed_origins_are_allowed(url, private_host):
    assert check_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com:8443/x",
        "https://qyapi.weixin.qq.com.evil.example/x",
        "https://qyapi.weixin.qq.com@evil.example/x",
        "https://evil.example\\@qyapi.weixin.qq.com/x",
        "https://evil.example/?qyapi.weixin.qq.com",
        "http://10.1.2.3/x",
        "http://127.0.0.1:6379/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "https://qyapi.weixin.qq.com:99999/",
        "https://[qyapi.weixin.qq.com/",
        "file:///etc/passwd",
        "//qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com/\nHost: evil",
        "",
    ],
)
def test_everything_else_is_refused(url, private_host):
    with pytest.raises(ValueError) as caught:
        check_url(url)
    assert str(caught.value).startswith(("这个地址不在", "地址里有不该"))


def test_further_hosts_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("NOTIFY_ALLOWED_HOSTS", "wecom.example.gov.cn,http://10.1.2.3:8080/")
    assert from_env(Env()).allowed_hosts[-2:] == (
        "https://wecom.example.gov.cn",
        "http://10.1.2.3:8080",
    )
