"""What is wrong with this machine as a station, and how to mend it. Looks; changes nothing."""

from kiosk.doctor.examination import examine
from kiosk.doctor.finding import Finding

__all__ = ["Finding", "examine"]
