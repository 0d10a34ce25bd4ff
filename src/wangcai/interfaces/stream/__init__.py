"""Boards that move by themselves: a small process tells each open board of a store that something happened there.

It sends one word ("changed"), never data: the board asks for its part as it always does, with the rights of who is signed in.
"""
