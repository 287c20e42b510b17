"""Limited processes: what strangers send is evaluated where nothing can be opened."""
