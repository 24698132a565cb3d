"""What the addresses of the public site name."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from messages.models import Publication
from news.models import Article
from representatives.models import MessageCode
from stations.models import StationPhoto
from tests.access.expect import Target
from tests.factories import states
from tests.factories.casework import ANSWER, BODY, make_station


def public_targets(cast):
    station = make_station(cast.tree.guoyuanlu, code="QR1", name="有码的站")
    MessageCode.objects.create(station=station)
    codeless = make_station(cast.tree.guoyuanlu, code="QR2", name="没有码的站")
    photo = StationPhoto(station=station, caption="门口")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "#345").save(picture, "JPEG")
    photo.image.save("door.jpg", ContentFile(picture.getvalue()))
    shown, gone = (_answer(cast) for _ in range(2))
    gone.take_down(by=cast.actor(cast.jiedao, gone.message))
    today = timezone.localdate()
    return {
        "station with code": Target({"pk": station.pk}, {"pk": codeless.pk}),
        "station photo": Target({"pk": photo.pk}, {"pk": 10**9}),
        "area": Target({"code": cast.tree.xiling.code}, {"code": "999999"}),
        "public answer": Target({"pk": shown.pk}, {"pk": gone.pk}),
        "bulletin in public": Target(
            {"pk": _bulletin(cast, today).pk}, {"pk": _bulletin(cast, today + timedelta(days=1)).pk}
        ),
        "section": Target({"section": "stations"}, {"section": "nobody"}),
    }


def _answer(cast):
    message = states.replied(cast)
    return Publication.objects.publish(
        message,
        title="路灯",
        body=BODY,
        answer=ANSWER,
        photos=[],
        secrecy_checked=True,
        by=cast.actor(cast.jiedao, message),
    )


def _bulletin(cast, day):
    return Article.objects.create(
        area=cast.tree.yunji,
        title="接待日调整",
        body="改到周五。",
        published_on=day,
        **Article.published_columns(by=cast.jiedao, at=timezone.now()),
    )
