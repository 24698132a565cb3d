"""Answers calls: a line of JSON with a function of this package and its arguments, one back."""

from __future__ import annotations

import json
import os
import sys

import django

# The logs go to standard output as well: the answers keep it for themselves.
answers, sys.stdout = sys.stdout, sys.stderr
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichang_renda.settings")
django.setup()

from bench.portal import called  # noqa: E402 - Django first

for line in sys.stdin:
    print(json.dumps(called(*json.loads(line))), file=answers, flush=True)
