"""Documents about the data: vocabulary, shapes, context, catalogue, profiles, downloads."""
