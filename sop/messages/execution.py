"""What the rules of execution say: refusals, and why a check failed. (Chinese, English)"""

EXECUTION: dict[str, tuple[str, str]] = {}
