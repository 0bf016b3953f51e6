"""Jobs: work done beside the pages, taken once, tried again, never lost.

A job is a row: it is seen once its transaction commits and gone where that is taken back. A worker
takes it by a conditional update and holds it on lease; a dead worker's lease runs out and another
takes over. What fails for the last time is a dead letter: a page shows it and a person decides.

Who writes a job: ``@task`` of ``django_tasks`` on a function, ids in and nothing out, which may run
twice without harm; ``manners`` says how often it is tried; ``config/schedule.py`` when it runs.
"""
