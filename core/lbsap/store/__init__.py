"""The database: SQLModel tables on SQLite or PostgreSQL, and the way between rows and values.

Functions take an open session and values, and give values back; rows stay inside. ``engine`` opens units of work,
``schema`` brings a database to the present schema.
"""
