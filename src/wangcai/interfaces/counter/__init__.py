"""The front desk and till: taking orders, customers' files."""
