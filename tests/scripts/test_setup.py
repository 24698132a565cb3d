"""What `make run` does before anything of Django is there."""

import socket

import pytest

from scripts import run, setup, suite


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    path = tmp_path / ".env"
    monkeypatch.setattr(setup, "ENV_FILE", path)
    return path


def test_the_keys_are_random_private_and_lasting(env_file):
    setup.ensure_env()
    first = env_file.read_text()
    setup.ensure_env()

    values = run.read_env(env_file)
    assert env_file.read_text() == first
    assert env_file.stat().st_mode & 0o777 == 0o600
    assert (values["DEBUG"], values["DEMO"]) == ("0", "1")
    assert len({values[name] for name in ("SECRET_KEY", "PHONE_KEY", "PHONE_INDEX_KEY")}) == 3


def test_two_installations_have_different_keys(env_file):
    setup.ensure_env()
    first = run.read_env(env_file)
    env_file.unlink()
    setup.ensure_env()

    assert first["PHONE_KEY"] != run.read_env(env_file)["PHONE_KEY"]


def test_the_pinned_packages_are_installed_once(tmp_path, monkeypatch):
    commands = []
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(setup, "run", lambda *command: commands.append(command[1:4]))

    setup.ensure_venv(dev=False)
    setup.ensure_venv(dev=False)

    assert commands == [("-m", "venv", tmp_path), ("-m", "pip", "install")]


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ({}, {"PORT": "8000", "SITE_URL": "http://127.0.0.1:8000"}),
        ({"PORT": "8001"}, {"PORT": "8001", "SITE_URL": "http://127.0.0.1:8001"}),
        ({"SITE_URL": "https://a.b"}, {"PORT": "8000", "SITE_URL": "https://a.b"}),
    ],
)
def test_all_processes_agree_on_the_address(given, settled):
    environment = dict(given)

    run.fill_in(environment, {})

    assert environment == given | settled


def test_with_both_servers_there_are_several_web_processes():
    environment = {"DATABASE_URL": "postgres://x/y", "REDIS_URL": "redis://x"}

    run.fill_in(environment, {"WEB_CONCURRENCY": "3"})

    assert environment["WEB_CONCURRENCY"] == "3"


def test_a_taken_port_is_said_plainly():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            run.refuse_taken_port(port)


@pytest.mark.parametrize(
    ("ci", "left_out", "passed", "code"),
    [("", [], True, 0), ("", ["Redis"], True, 0), ("1", ["Redis"], True, 1), ("", [], False, 1)],
)
def test_what_was_left_out_is_said_and_fails_ci(monkeypatch, capsys, ci, left_out, passed, code):
    monkeypatch.setenv("CI", ci)

    with pytest.raises(SystemExit) as stopped:
        suite.report([("make check", passed, 1.0)], left_out)

    assert stopped.value.code == code
    assert all(f"缺少：{name}" in capsys.readouterr().out for name in left_out)
