"""The limit app without any middleware: what Django's views alone can do here."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()  # here, because allauth does not start without its middleware
settings.MIDDLEWARE = []
settings.TEMPLATES[0]["OPTIONS"] = {}
application = WSGIHandler()
