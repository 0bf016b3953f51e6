"""What runs by itself, and when: one readable list, each line once among all processes."""

from __future__ import annotations

from datetime import time

from danvan.kernel.jobs.schedule import Scheduled

SCHEDULE = (
    Scheduled("reactions", "danvan.kernel.notices.rounds.react_to_events", every=5),
    Scheduled("alarms", "danvan.kernel.notices.rounds.ring_alarms", every=60),
    Scheduled("seals", "danvan.kernel.audit.rounds.seal_entries", every=60),
    Scheduled("jobs", "danvan.kernel.jobs.keeping.clear_finished", daily=time(3, 10)),
)
