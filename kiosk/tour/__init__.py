"""The tour: the real screens driven through a whole shift by a hand, and a picture of each.

Nothing is staged but the labels, which are held before the virtual lens: what the pictures show
was tapped, decoded, judged and stored by the same code as on the shop floor.
"""
