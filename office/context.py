"""What templates of every page may use."""

from django.http import HttpRequest

from office.frame import Frame


def frame(request: HttpRequest) -> dict[str, Frame]:
    """`frame` for desk_base.html; a page that does not show it pays no query."""
    return {"frame": Frame(request)}
