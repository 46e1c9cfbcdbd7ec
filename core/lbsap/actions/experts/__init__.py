"""What an invited expert may do, one function per intent.

The key is the token of a link or of a visit: whoever holds it reaches that respondent's rows and no others. The
moment ``at`` (with its zone) is an argument throughout; deadlines go by it. Functions that only read change nothing.
"""
