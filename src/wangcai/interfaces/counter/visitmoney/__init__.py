"""The money around a visit: deposit, cancelling and its fee, who did not come, and the quote beside the bill."""
