"""What is done again and again, by itself: {name: task and seconds between two runs}."""

BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "send-what-was-not-sent": {"task": "notifications.sweep", "schedule": 60.0},
    "forget-old-recipients": {"task": "notifications.forget", "schedule": 86_400.0},
    "resume-forgotten-jobs": {"task": "jobs.sweep", "schedule": 60.0},
    "forget-old-job-files": {"task": "jobs.clean", "schedule": 3_600.0},
    "care-for-clocks": {"task": "messages.care_for_clocks", "schedule": 600.0},
    "process-forgotten-photos": {"task": "messages.sweep_photos", "schedule": 60.0},
    "fold-tallies": {"task": "messages.fold_tallies", "schedule": 60.0},
    "fold-scans": {"task": "messages.fold_scans", "schedule": 60.0},
    "flag-bursts": {"task": "messages.flag_bursts", "schedule": 600.0},
    "sweep-sessions-and-links": {"task": "accounts.sweep", "schedule": 86_400.0},
    "check-the-five-standards": {"task": "portal.check_stations", "schedule": 600.0},
    "renew-response-records": {"task": "messages.renew_response_records", "schedule": 3_600.0},
    "remind-of-findings": {"task": "inspections.remind", "schedule": 3_600.0},
    "remind-of-columns": {"task": "community.remind", "schedule": 3_600.0},
    "remind-of-days-off": {"task": "casework.remind", "schedule": 3_600.0},
    "care-for-terms": {"task": "portal.care_for_terms", "schedule": 3_600.0},
    "close-evaluations": {"task": "supervision.close_due", "schedule": 60.0},
    "remind-of-evaluations": {"task": "supervision.remind", "schedule": 600.0},
    "look-at-boards": {"task": "portal.refresh_boards", "schedule": 3_600.0},
}
