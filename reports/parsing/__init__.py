"""Readers of what editors paste: numbers as people write them, whole bulletins. Pure: no Django, no database.

Nothing is ever guessed. What can be read in two ways is refused, and the refusal names both. A refusal carries a code
(``answers.Why``) and values; ``reports.parsing.messages`` puts it into a sentence.
"""
