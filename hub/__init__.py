"""The central server: releases go down to the stations, records come up."""

import sys

import pysqlite3
from pysqlite3 import dbapi2

# Django's SQLite backend asks for `sqlite3`. Ours is a library in which write-ahead logging
# cannot corrupt a database that two connections write (SQLite ≥ 3.51.3).
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2
