"""The whole dataset to download, release by release."""
