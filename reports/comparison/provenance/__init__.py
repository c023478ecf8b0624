"""How a statement is known: its sources as a tree, who prints what, what the party said before and after."""
