"""What the loader says: what is wrong, and what would be right. (Chinese, English)"""

from sop.messages.files import FILES
from sop.messages.meaning import MEANING
from sop.messages.writing import WRITING

LOADING: dict[str, tuple[str, str]] = {**WRITING, **MEANING, **FILES}
