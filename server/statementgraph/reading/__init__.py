"""Reading of words by code: numbers, hedges, dates, sentences and the forms of literals.

Everything here is a pure function of a text and its language. It finds what the words
hold, so that a check can hold it against what an editor read; it decides nothing.
"""
