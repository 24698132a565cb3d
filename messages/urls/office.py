"""Under /office/: answers and ratings, limits; entries, codes and their scans, bursts."""

from django.urls import path

from messages.views.office import answers, bursts, channels, entries, rules, station_codes

urlpatterns = [
    path("callbacks/", answers.callbacks, name="callbacks"),
    path("published/", answers.published, name="published"),
    path("rules/", rules.rules, name="rules"),
    path("rules/edit/", rules.edit_rules, name="edit_rules"),
    path("entries/", entries.entries, name="entries"),
    path("entries/codes/", entries.codes, name="entry_codes"),
    path("entries/links/", channels.entry_links, name="entry_links"),
    path("entries/channels/", channels.channels, name="channels"),
    path("entries/channels/add/", channels.add_channel, name="add_channel"),
    path("entries/channels/<int:pk>/rename/", channels.rename_channel, name="rename_channel"),
    path("entries/channels/<int:pk>/switch/", channels.switch_channel, name="switch_channel"),
    path("stations/<int:pk>/codes/", station_codes.station_codes, name="station_codes"),
    path("stations/<int:pk>/codes/printed/", station_codes.codes_printed, name="codes_printed"),
    path("stations/<int:pk>/codes/mounted/", station_codes.codes_mounted, name="codes_mounted"),
    path(
        "stations/<int:pk>/codes/taken-down/",
        station_codes.codes_taken_down,
        name="codes_taken_down",
    ),
    path("bursts/", bursts.bursts, name="bursts"),
    path("bursts/<int:pk>/", bursts.burst, name="burst"),
    path("bursts/<int:pk>/look/", bursts.look_at_burst, name="look_at_burst"),
]
