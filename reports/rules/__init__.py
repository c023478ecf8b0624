"""The rules of comparison (DESIGN.md, section 3): pure Python over small frozen values, to be read and cited alone."""
