"""Addresses of evaluations under /office/."""

RUNNING = []
RESULTS = []
SCHEMES = []
CURVES = []
FOLLOW_UP = []
