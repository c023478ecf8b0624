"""What `compare_answers.py` asks of the site, and how an answer is written down so that two can be compared."""
