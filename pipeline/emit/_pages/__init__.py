"""HTML pages for people.

Invariants: a page is whole in itself. It asks no host for anything and runs no script; its Content-Security-Policy allows its
own style sheet and nothing else. What stands in another language than the page is marked as such, our own words included.
"""
