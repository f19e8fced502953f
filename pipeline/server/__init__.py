"""Floor 6: a language server, which finds what `pipeline check` finds while an editor's text is still being typed.

    editor ⇄ server, features    what it tells and asks        ─┐ the editor's thread
             session             what is looked at, and when   ─┘
             worker              one thread for all that takes time; what somebody waits for goes first
             workspace           the disk, the texts being edited, and what was found in them
             hover, completion, places, actions, outline
                                 answers: pure functions of a workspace, a path and a position
             wire, positions     our values as the protocol has them

A keystroke has its own document looked at at once (`Workspace.look_at`); what the last look at everything found in it is
carried along. After a pause everything is looked at (`Workspace.look`): `check.examine` of the disk with the edited texts in
it. Keystrokes that wait for the worker are looked at together.

Invariants: only server, features, wire and folder know the protocol; all others count lines and code points from 1. Nothing is
ever written to the disk. What fails becomes a message in the editor's log, and the server goes on.
"""
