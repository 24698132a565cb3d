"""Addresses of evaluations outside /office/."""

PUBLIC = []
VOTING = []
DESK = []
