// The query page: an editor over the plain form, which stays for browsers without scripts.
