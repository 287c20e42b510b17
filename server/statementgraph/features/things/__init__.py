"""Any thing in the data: its address, its page and its documents."""
