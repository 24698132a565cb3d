"""Posts at the same moment: one message, one receipt, no error. Real threads, both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from messages.models import Message, MessageEvent, TallyDelta
from tests.messages.test_voter_page import address, fill

POSTS = 12


@pytest.mark.django_db(transaction=True)
def test_parallel_posts_of_one_form_give_one_message_and_one_receipt(cast):
    fields = fill(Client(), cast.code)
    barrier = Barrier(POSTS)

    def send(number):
        try:
            barrier.wait()
            response = Client().post(address(cast.code), fields)
            return response.status_code, response.headers.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTS) as pool:
        answers = set(pool.map(send, range(POSTS)))
    message = Message.objects.get()
    assert answers == {(302, f"/t/{message.tracking.token}/")}
    assert MessageEvent.objects.filter(kind="submit").count() == 1
    assert TallyDelta.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_posts_of_different_people_are_all_taken(cast):
    forms = [fill(Client(), cast.code, phone=f"1390000{n:04d}") for n in range(POSTS)]

    def send(fields):
        try:
            return Client().post(address(cast.code), fields).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTS) as pool:
        assert list(pool.map(send, forms)) == [302] * POSTS
    assert Message.objects.count() == POSTS
