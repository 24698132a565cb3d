"""The queue of files: nothing half-written is delivered, nothing unreadable stops the worker."""

from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue

from yichang_renda.connections import transport_options
from yichang_renda.file_queue import ASIDE, URL, Transport

WORK = Queue("work", Exchange("work"), routing_key="work")


@pytest.fixture
def folders(tmp_path):
    made = [tmp_path / "queue", tmp_path / "control"]
    for folder in made:
        folder.mkdir()
    return made


@pytest.fixture
def connect(folders):
    opened = []
    Transport.global_state.clear()  # as in a process that has just started

    def made():
        opened.append(Connection(URL, transport_options=transport_options("", folders)))
        return opened[-1]

    yield made
    for connection in opened:
        connection.release()


def send(connection, *bodies):
    with connection.Producer() as producer:
        for body in bodies:
            producer.publish(body, exchange=WORK.exchange, routing_key="work", declare=[WORK])


def received(connection):
    """Everything that waits, acknowledged."""
    found = []
    queue = connection.SimpleQueue(WORK)
    while True:
        try:
            message = queue.get(block=False)
        except Empty:
            return found
        message.ack()
        found.append(message.payload)


def test_messages_come_in_their_order_and_once(connect):
    send(connect(), "一", "二", "三")
    first, second = connect(), connect()
    assert received(first) == ["一", "二", "三"]
    assert received(second) == []


@pytest.mark.parametrize("content", ["", '{"body": "WzFd', "[1", "\x00\x00"])
def test_a_file_that_nobody_can_read_is_put_aside_and_the_next_one_comes(
    connect, folders, caplog, content
):
    connection = connect()
    send(connection, "一")
    (folders[0] / "0_torn.work.msg").write_text(content)
    assert received(connection) == ["一"]
    assert [path.name for path in (folders[0] / ASIDE).iterdir()] == ["0_torn.work.msg"]
    assert "queue_file_unreadable" in caplog.text


def test_a_file_is_there_only_when_it_is_whole(connect, folders, monkeypatch):
    from yichang_renda import file_queue

    def cut_off(rows):
        raise OSError("no space left on device")

    connection = connect()
    send(connection)
    monkeypatch.setattr(file_queue, "dumps", cut_off)
    with pytest.raises(OSError, match="no space"):
        connection.channel()._put("work", {})
    assert list(folders[0].glob("*.msg")) == []


@pytest.mark.parametrize("content", ["", "[[", "{}", "[1]"])
def test_a_table_of_bindings_that_nobody_can_read_is_made_anew(connect, folders, content):
    (folders[1] / "work.exchange").write_text(content)
    connection = connect()
    send(connection, "一")
    assert received(connection) == ["一"]


def test_two_queues_of_one_exchange_are_both_bound_and_one_is_taken_away(connect):
    channel = connect().channel()
    everybody = Exchange("news", type="fanout")
    for name in ("甲", "乙"):
        Queue(name, everybody)(channel).declare()
    assert {row.queue for row in channel.get_table("news")} == {"甲", "乙"}
    channel._delete("甲", "news", "", "")
    assert [row.queue for row in channel.get_table("news")] == ["乙"]


def test_a_queue_gives_nothing_of_one_whose_name_ends_like_its_own(connect):
    channel = connect().channel()
    channel._put("later.work", {"body": "一"})
    with pytest.raises(Empty):
        channel._get("work")
    assert channel._get("later.work") == {"body": "一"}
