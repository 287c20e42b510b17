"""`/validate`: a SHACL service."""
