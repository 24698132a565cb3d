"""What a page with a list shows, and the workbook it gives."""

import io

import openpyxl
from django.urls import reverse


def rows_on(response):
    return response.context["listing"].found


def texts_on(response):
    """The words of every cell, line by line."""
    return [[cell.text for cell in line.cells] for line in response.context["listing"].lines]


def in_one_line(response):
    """The page, however the lines of its templates are broken."""
    return " ".join(response.content.decode().split())


def export(client, key, query="", owner=""):
    url = reverse("office:export_list", args=[key])
    return client.post(url, {"query": query, "owner": owner})


def sheet_of(data):
    """The rows of a workbook below the lines that say what it is, header first."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.rows]


def exported(client, key, query="", owner=""):
    """(the line above the table, header, rows) of an export that came at once."""
    demo, lead, header, *rows = sheet_of(export(client, key, query, owner).getvalue())
    assert demo[0] == "演示数据"
    return lead[0], header, rows
