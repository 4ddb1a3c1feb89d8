"""The record of an execution: gathered from the journal, shown on paper, verified offline."""
