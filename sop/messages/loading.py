"""What the loader says: what is wrong, and what would be right. (Chinese, English)"""

LOADING: dict[str, tuple[str, str]] = {}
