"""What can happen in care: at the door (`door`), during the work (`work`)."""
