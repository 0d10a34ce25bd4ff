"""Time and places: people's hours, tables, rooms and dryers, who has them when, and what is still free.

A booking holds a set of resources; the database itself refuses two holds of one resource at one time, on both engines.
"""
