"""The work list, acts on many matters, and what people keep for themselves."""

from django.urls import path

from messages.views import desk_bulk, desk_list, desk_settings

urlpatterns = [
    path("", desk_list.work_list, name="list"),
    path("messages/<int:pk>/similar/", desk_list.similar, name="similar"),
    path("density/", desk_list.density, name="density"),
    path("bulk/accept/", desk_bulk.bulk_accept, name="bulk_accept"),
    path("bulk/assign/", desk_bulk.bulk_assign, name="bulk_assign"),
    path("bulk/note/", desk_bulk.bulk_note, name="bulk_note"),
    path("bulk/remind/", desk_bulk.bulk_remind, name="bulk_remind"),
    path("bulk/supervise/", desk_bulk.bulk_supervise, name="bulk_supervise"),
    path("bulk/merge/", desk_bulk.bulk_merge, name="bulk_merge"),
    path("bulk/result/", desk_bulk.bulk_result, name="bulk_result"),
    path("code.<str:kind>", desk_settings.code, name="code"),
    path("name-card/", desk_settings.name_card, name="name_card"),
    path("away/", desk_settings.away, name="away"),
    path("away/end/", desk_settings.away_end, name="away_end"),
    path("record/", desk_settings.record, name="record"),
    path("canned/", desk_settings.canned, name="canned"),
    path("canned/add/", desk_settings.canned_add, name="canned_add"),
    path("canned/<int:pk>/", desk_settings.canned_edit, name="canned_edit"),
    path("canned/<int:pk>/delete/", desk_settings.canned_delete, name="canned_delete"),
    path("filters/", desk_settings.filters, name="filters"),
    path("filters/save/", desk_settings.filter_save, name="filter_save"),
    path("filters/<int:pk>/home/", desk_settings.filter_home, name="filter_home"),
    path("filters/<int:pk>/delete/", desk_settings.filter_delete, name="filter_delete"),
]
