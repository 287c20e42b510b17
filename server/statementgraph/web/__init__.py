"""The web application: routes, headers and templates; content comes from `pages`."""
