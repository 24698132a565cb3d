"""What this app adds to pages for staff: entries of the menu, names of the places where people work."""

from accounts.models import User
from office.register import Heading, menu_entry, workplace
from stations.keepers import is_plain_officer
from stations.serving import departments_of, stations_of

VISITS = ("visits", "接待和走访", "office:visits")
COVER = ("cover", "站点代管", "office:cover")
menu_entry(Heading.MATTERS, 50, *COVER)
menu_entry(Heading.NETWORK, 10, "stations", "站点", "office:stations")
menu_entry(Heading.NETWORK, 40, *VISITS)

OWN = Heading.OWN_STATIONS
menu_entry(OWN, 10, "stations", "我的站点", "office:own_stations", shown_to=is_plain_officer)
menu_entry(OWN, 20, *VISITS, shown_to=is_plain_officer)
menu_entry(OWN, 40, *COVER, shown_to=is_plain_officer)


@workplace
def stations(user: User) -> list[str]:
    return [station.name for station in stations_of(user)]


@workplace
def departments(user: User) -> list[str]:
    return [department.name for department in departments_of(user)]
