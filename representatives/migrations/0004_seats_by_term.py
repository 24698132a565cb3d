from django.db import migrations
from django.utils import timezone

STEP = 4  # length of one level in an area's path
DIRECT = {"county", "township"}


def by_term(apps, schema_editor):
    """The words a seat carried become the rows it points to; the highest term is the current."""
    model = {
        name: apps.get_model("representatives", name)
        for name in ("Seat", "Congress", "Term", "ElectoralDistrict", "ElectingUnit")
    }
    areas = list(apps.get_model("areas", "Area").objects.all())
    by_path = {area.path: area for area in areas}
    by_pk = {area.pk: area for area in areas}
    rows = model["Seat"].objects.values_list(
        "pk", "level", "congress_name", "term_number", "electing_body", "area_id", "ended_on"
    )
    latest, closed, seats = {}, {}, []
    for pk, level, name, number, body, area_id, ended in rows.iterator():
        home = _home(level, name, by_pk[area_id], by_path, by_pk)
        key = (level, home.pk)
        latest[key] = max(latest.get(key, 0), number)
        if ended:
            closed[*key, number] = max(ended, closed.get((*key, number), ended))
        seats.append((pk, key, name, number, body, area_id))
    congresses, terms, districts, units = {}, {}, {}, {}
    for pk, key, name, number, body, area_id in seats:
        level, home_pk = key
        if key not in congresses:
            congresses[key] = model["Congress"].objects.create(
                level=level, name=name, area_id=home_pk
            )
        if (*key, number) not in terms:
            over = number < latest[key]
            terms[*key, number] = model["Term"].objects.create(
                congress=congresses[key],
                number=number,
                closed_on=closed.get((*key, number), timezone.localdate()) if over else None,
            )
        term = terms[*key, number]
        change = {"term": term}
        if level in DIRECT:
            if (term.pk, body) not in districts:
                districts[term.pk, body] = model["ElectoralDistrict"].objects.create(
                    term=term, level=level, name=body
                )
            districts[term.pk, body].areas.add(area_id)
            change["district"] = districts[term.pk, body]
        else:
            if (level, body) not in units:
                units[level, body] = model["ElectingUnit"].objects.create(
                    level=level, name=body, area_id=area_id
                )
            change["unit"] = units[level, body]
        model["Seat"].objects.filter(pk=pk).update(**change)


def _home(level, name, area, by_path, by_pk):
    """The area whose congress it is."""
    lineage = [by_path[area.path[:end]] for end in range(STEP, len(area.path) + 1, STEP)]
    if level == "township":
        return lineage[min(len(lineage), 3) - 1]
    if level == "county":
        coded = [by_pk[a.coded_under_id] for a in lineage if a.coded_under_id]
        near = [*coded, *(a for a in lineage if a.level == "county")]
        return next((a for a in near if a.short_name == name), near[0] if near else lineage[0])
    return lineage[0]


def by_words(apps, schema_editor):
    seat = apps.get_model("representatives", "Seat")
    rows = seat.objects.select_related("term__congress", "district", "unit")
    for one in rows.iterator():
        body = one.district or one.unit
        covered = one.district.areas.first() if one.district else one.unit.area
        seat.objects.filter(pk=one.pk).update(
            term_number=one.term.number,
            congress_name=one.term.congress.name,
            electing_body=body.name,
            area=covered or one.term.congress.area,
        )


class Migration(migrations.Migration):
    dependencies = [("representatives", "0003_network")]

    operations = [migrations.RunPython(by_term, by_words)]
