"""Ratios against peers and limits, each within one run. One command a benchmark."""
