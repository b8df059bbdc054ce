"""The ground floor: the closed sets and the frozen values that travel between rooms. Imports nothing of ours.

Rows never leave `storage`; these do. A value holds what its readers need and no session.
"""
