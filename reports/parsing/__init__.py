"""Readers of what editors paste: numbers as people write them, whole bulletins. Pure: no Django, no database.

Nothing is ever guessed. What can be read in two ways is refused, and the refusal names both. A refusal is a
``results.ParseError``: a code and its values, and as text a sentence.
"""
