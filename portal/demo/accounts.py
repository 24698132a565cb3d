"""The six demo accounts, all around one station; every other account waits to be activated."""

from __future__ import annotations

from accounts.models import Post, User
from areas.models import Area
from representatives.models import Representative
from stations.models import Department, LiaisonOfficer, Station

PASSWORD = "liaison-demo"  # noqa: S105 printed by `make run`; only a demo has these accounts
CLERK = "yanshi"
ACCOUNTS = {
    "daibiao": "人大代表",
    "lianluo": "联络站联络员",
    "bumen": "承办单位",
    "xiangzhen": "乡镇街道人大",
    "quxian": "县市区人大",
    "shiji": "市人大",
}


def open_accounts(station: Station) -> None:
    """Create what is missing and tie each account to its person, department or office."""
    street = station.area.office_area()
    county = street.parent_office() or street
    person = Representative.objects.filter(station=station).order_by("pk").first()
    officer = LiaisonOfficer.objects.filter(stations=station).order_by("pk").first()
    department = Department.objects.filter(area=street).order_by("pk").first()
    if not (person and officer and department):
        raise LookupError(f"the roster of {station} was not imported")

    _tie(person, "daibiao", station.area)
    _tie(officer, "lianluo", station.area)
    bumen = _user("bumen", f"{department.contact}（{department}）", street)
    department.members.add(bumen)
    # Also of a county bureau that is evaluated: it reports, is rated and has to mend.
    bureau = Department.objects.filter(area=county).order_by("pk").first()
    if bureau:
        bureau.members.add(bumen)
    for username, office in (("xiangzhen", street), ("quxian", county), ("shiji", Area.get_root())):
        user = _user(username, f"{office.short_name}人大工作人员", office)
        Post.objects.get_or_create(
            user=user, area=office, ended_at=None, defaults={"role": Post.Role.MANAGER}
        )


def clerk(number: int = 1) -> User:
    """Whoever stands behind the acts of the demo's past; nobody can sign in with it.

    Tellers are two: ``number`` 2 is the other one.
    """
    user, created = User.objects.get_or_create(
        username=CLERK if number == 1 else f"{CLERK}{number}",
        defaults={"name": "演示经办人" if number == 1 else "演示计票人", "is_active": False},
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _tie(person: Representative | LiaisonOfficer, username: str, area: Area) -> None:
    if person.user is None:
        person.user = _user(username, person.name, area)
        person.save(update_fields=["user"])


def _user(username: str, name: str, area: Area) -> User:
    user, created = User.objects.get_or_create(
        username=username, defaults={"name": name[:50], "area": area}
    )
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return user
