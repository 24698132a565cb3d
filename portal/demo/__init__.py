"""The demo city: invented people and matters on the real area tree. Only with DEMO=1."""
