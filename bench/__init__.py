"""`make bench`: how fast, how flat and how small. `docs/benchmarks.md` has the last table."""

from scripts.setup import ROOT

#: Logs, collected static files and lists of pages of a run.
VAR = ROOT / "var" / "bench"
