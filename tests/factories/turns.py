"""The situations of the neighbourhood by whose turn it is."""

from tests.factories.situations import SITUATIONS

AWAY = {"submitted_to_absent"}
NOT_DUE = {"just_submitted"}
NEW = {"submitted", "unreachable"} | NOT_DUE
AT_DAIBIAO = NEW | {"accepted", "late_at_representative", "reminded_today", "urged"}
UNREAD_AT_STATION = {"to_station", "entered"}
AT_STATION = UNREAD_AT_STATION | {"at_station", "left_behind", "paused_at_station"}
KEPT = {"kept"}
REFERRED_TO_STREET = {"at_street", "decline_proposed"}
AT_STREET = KEPT | REFERRED_TO_STREET | {"returned", "reopened"}
KEPT_AT_COUNTY = {"kept_at_county"}
AT_COUNTY = KEPT_AT_COUNTY | {"at_county", "returned_to_county"}
AT_CITY = {"at_city"}
STREET_ASSIGNED = {
    "assigned",
    "assigned_on_monday",
    "assigned_on_tuesday",
    "assigned_again",
    "handling",
    "co_handling",
    "paused_at_department",
    "time_asked",
    "time_refused",
    "return_asked",
    "return_asked_late",
    "return_refused",
}
STATION_ASSIGNED = {"assigned_by_station", "return_asked_of_station"}
ANSWERED_TO_STREET = {"answered", "both_answered"}
ANSWERED_TO_STATION = {"answered_to_station"}
STREET_REPLIED = {"replied"}
TO_VISITORS = {"replied_to_visitor", "answered_to_visitor"}
PUBLISHED = {"published"}
TO_CONFIRM = {"publishable", "code_sent"}
REPLIED_BELOW = TO_VISITORS | PUBLISHED | TO_CONFIRM | {"replied_by_representative"}
STREET_RATED = {"satisfied", "dissatisfied", "dissatisfied_again"}
STREET_ENDED = STREET_RATED | {"declined", "merged", "split", "closed_elsewhere"}
ENDED_BELOW = {"dissatisfied_with_representative", "dissatisfied_with_station", "withdrawn"}

BELOW = AT_DAIBIAO | AWAY | AT_STATION
ASSIGNED = STREET_ASSIGNED | STATION_ASSIGNED
ANSWERED = ANSWERED_TO_STREET | ANSWERED_TO_STATION
SUPERVISED = {"at_street", "answered"}
EVERY = set(SITUATIONS)
VISIBLE_BELOW = EVERY - KEPT - KEPT_AT_COUNTY
