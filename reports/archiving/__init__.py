"""Sources that vanish: copies of them that are kept here, and copies that a web archive is asked to make."""
