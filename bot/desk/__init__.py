"""Desks: what agents do in their chat apps (a message in a case's thread, a press on its card, a form).

`arriving.receive` stores it in the case's own lane, `hand.Hand` carries it out as the same verbs that the pages use.
Words that are not surely meant for the customer stay a note: `handoff/notes.take` says so, for what is written, edited
and sent by a button alike.
"""
