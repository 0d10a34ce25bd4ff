"""Care: a pet's visit from the door to the door – inquiry, plan, job, watching, rounds, pictures, live view, training.

A visit is one order; its bookings are the pets that came. Everything done to an animal stands here with who and when.
"""
