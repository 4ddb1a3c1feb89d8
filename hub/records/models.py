"""Executions, their steps, answers, exceptions and traces. Every row names the event it is from."""

from django.db import models


class Cursor(models.Model):
    """How far a log has been read. Its own row, so that reading never holds up accepting."""

    log = models.OneToOneField("ingest.Log", models.CASCADE, primary_key=True)
    seq = models.BigIntegerField(default=0)


class Execution(models.Model):
    """One run. `parted`: two histories of it came up, from a cloned or restored station."""

    id = models.CharField(max_length=64, primary_key=True)
    log = models.ForeignKey("ingest.Log", models.CASCADE)
    device = models.ForeignKey("devices.Device", models.CASCADE)
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    station = models.CharField(max_length=100)
    operation = models.CharField(max_length=100, blank=True)
    release = models.CharField(max_length=64)
    code = models.CharField(max_length=100)
    revision = models.CharField(max_length=50)
    operator = models.CharField(max_length=100)
    operator_name = models.CharField(max_length=200)
    work_order = models.CharField(max_length=200, blank=True)
    product = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    lot = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20)
    result = models.CharField(max_length=20, blank=True)
    step = models.CharField(max_length=100, blank=True)
    steps_done = models.IntegerField(default=0)
    failures = models.IntegerField(default=0)
    deviations = models.IntegerField(default=0)
    exceptions = models.IntegerField(default=0)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    parted = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["-started_at"], name="execution_started"),
            models.Index(fields=["status", "-updated_at"], name="execution_status"),
            models.Index(fields=["unit"], name="execution_unit"),
            models.Index(fields=["lot"], name="execution_lot"),
            models.Index(fields=["code", "revision"], name="execution_release"),
        )


class FromEvent(models.Model):
    """A row made from one event: read again, it is the same row."""

    pk = models.CompositePrimaryKey("log_id", "seq")
    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    execution = models.ForeignKey(Execution, models.CASCADE, db_constraint=False, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=100)

    class Meta:
        abstract = True


class Step(FromEvent):
    """A step completed or skipped. Work time in ms without pauses."""

    step = models.CharField(max_length=100)
    visit = models.IntegerField(default=1)
    duration_ms = models.BigIntegerField(null=True)
    timing = models.CharField(max_length=10, blank=True)
    skipped = models.BooleanField(default=False)
    reason = models.TextField(blank=True)


class Answer(FromEvent):
    """A check that passed or failed: a scan, a measurement, a choice, a signature …

    `text` is what a person would read; `value` and `unit` of what was measured or calculated.
    """

    step = models.CharField(max_length=100)
    check_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    passed = models.BooleanField()
    corrected = models.BooleanField(default=False)
    reason = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=30, blank=True)


class Raised(FromEvent):
    """An exception: category, where, what was said, how many photographs."""

    exception = models.CharField(max_length=64)
    category = models.CharField(max_length=20)
    step = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)


class Trace(models.Model):
    """A code that went into what was made: the links of genealogy."""

    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    execution = models.ForeignKey(Execution, models.CASCADE, db_constraint=False, related_name="+")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=500)
    step = models.CharField(max_length=100)
    check_id = models.CharField(max_length=100)

    class Meta:
        indexes = (models.Index(fields=["value"], name="trace_value"),)
        constraints = (models.UniqueConstraint(fields=["log", "seq", "kind"], name="trace_once"),)


class Photograph(models.Model):
    """A photograph an event names; whether it has arrived is for `hub.evidence` to say."""

    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    execution = models.CharField(max_length=64, blank=True, db_index=True)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["log", "seq", "digest"], name="photograph_once"),
        )


class Unread(models.Model):
    """An event that could not be understood. Kept, flagged, and never in the way of others."""

    pk = models.CompositePrimaryKey("log_id", "seq")
    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    reason = models.TextField()


class Daily(models.Model):
    """So many events of a kind at a station on a day (the station's own), by procedure; with the
    work time they tell, in ms. Added up by `hub.records.rollups`."""

    pk = models.CompositePrimaryKey("day", "station", "code", "kind")
    day = models.DateField()
    station = models.CharField(max_length=100)
    code = models.CharField(max_length=100)
    kind = models.CharField(max_length=100)
    events = models.BigIntegerField()
    worked_ms = models.BigIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["station", "day"], name="daily_station"),)
