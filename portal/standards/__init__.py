"""The five standards of a station (五有): worked out from records, never ticked by hand.

`rules` says what each one asks for, `checking` reads the records and writes a `Standing` per
station, `rollup` sums these up for any area.
"""
