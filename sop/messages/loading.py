"""What the loader says about a package: what is wrong, and what would be right. (Chinese, English)"""

LOADING: dict[str, tuple[str, str]] = {}
